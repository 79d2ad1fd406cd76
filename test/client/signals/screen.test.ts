import assert from 'node:assert/strict';
import { screen } from '../../../client/signals/screen.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const sizes = { width: 1366, height: 768, availWidth: 1366, availHeight: 728, colorDepth: 24 };

describe('client: the screen signal', () => {
  it('holds the sizes as they are', () => {
    const signal = screen(Object.assign({ isExtended: true }, sizes), { devicePixelRatio: 1.25 });
    assert.deepEqual(SIGNALS.screen.shape.parse(signal), { ...sizes, pixelRatio: 1.25, extended: true });
  });

  it('does not know of further screens where the browser does not say', () => {
    assert.equal(screen(sizes, { devicePixelRatio: 1 }).extended, null);
  });

  it('throws for the runner to record when a size was patched away', () => {
    assert.throws(() => screen({ ...sizes, width: Number.NaN }, { devicePixelRatio: 1 }), TypeError);
  });
});
