import assert from 'node:assert/strict';
import { locale } from '../../../client/more-signals/locale.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const JAPANESE = { locale: 'ja-JP', calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' };

describe('client: the locale signal', () => {
  const written = async (sample: string) =>
    SIGNALS.locale.shape.parse(
      await locale(
        () => JAPANESE,
        () => [sample],
      ),
    );

  it('holds how dates and numbers are written', async () => {
    const { samplesHash, ...others } = await written('2024年2月29日');
    assert.deepEqual(others, JAPANESE);
    assert.notEqual(samplesHash, (await written('29 Feb 2024')).samplesHash);
  });

  it('has samples that stay the same', async () => {
    assert.deepEqual(await locale(), await locale());
  });

  it('comes after the worker, which takes the cost of the first Intl object off the page', async () => {
    const order: string[] = [];
    const options = () => {
      order.push('page');
      return JAPANESE;
    };
    await locale(
      options,
      () => [],
      async () => {
        order.push('worker');
      },
    );
    assert.deepEqual(order, ['worker', 'page']);
  });

  it('is unsupported where the browser names no locale', async () => {
    const signal = await locale(
      () => ({}),
      () => [],
    );
    assert.deepEqual(signal, { missing: 'unsupported' });
  });
});
