import assert from 'node:assert/strict';
import { locale } from '../../../client/more-signals/locale.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const JAPANESE = { locale: 'ja-JP', calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' };

describe('client: the locale signal', () => {
  it('holds how dates and numbers are written', () => {
    const signal = SIGNALS.locale.shape.parse(
      locale(
        () => JAPANESE,
        () => ['2024年2月29日'],
      ),
    );
    const { samplesHash, ...others } = signal;
    assert.deepEqual(others, JAPANESE);
    assert.notEqual(
      samplesHash,
      SIGNALS.locale.shape.parse(
        locale(
          () => JAPANESE,
          () => ['29 Feb 2024'],
        ),
      ).samplesHash,
    );
  });

  it('has samples that stay the same', () => {
    assert.deepEqual(locale(), locale());
  });

  it('is unsupported where the browser names no locale', () => {
    assert.deepEqual(
      locale(
        () => ({}),
        () => [],
      ),
      { missing: 'unsupported' },
    );
  });
});
