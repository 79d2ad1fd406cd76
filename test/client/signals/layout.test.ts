import assert from 'node:assert/strict';
import { layout } from '../../../client/signals/layout.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const sized = (width: number, height: number) => ({
  getBoundingClientRect: () => Object.assign(Object.create(null), { width, height }),
});

describe('client: the layout signal', () => {
  it("is the root's size, and whether it is shown", () => {
    const signal = layout(sized(1264.5, 813), { display: 'block' });
    assert.deepEqual(SIGNALS.layout.shape.parse(signal), { width: 1264.5, height: 813, display: 'block' });
  });

  it('is 0 where nothing is laid out', () => {
    assert.deepEqual(layout(sized(0, 0), { display: 'block' }), { width: 0, height: 0, display: 'block' });
  });

  it('fails where an imitation of a browser gives no number', () => {
    assert.throws(() => layout(sized(Number.NaN, 0), { display: 'block' }), TypeError);
  });
});
