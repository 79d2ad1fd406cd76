import assert from 'node:assert/strict';
import { layout } from '../../../client/signals/layout.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const wide = (width: number) => ({ getBoundingClientRect: () => Object.assign(Object.create(null), { width }) });

describe('client: the layout signal', () => {
  it("is the root's width, and the number of its computed properties", () => {
    assert.deepEqual(SIGNALS.layout.shape.parse(layout(wide(1264.5), { length: 479 })), { width: 1264.5, styles: 479 });
  });

  it('is 0 where nothing is laid out', () => {
    assert.deepEqual(layout(wide(0), { length: 9 }), { width: 0, styles: 9 });
  });

  it('fails where an imitation of a browser gives no number', () => {
    assert.throws(() => layout(wide(Number.NaN), { length: 9 }), TypeError);
  });
});
