import assert from 'node:assert/strict';
import { boundedInteger, boundedNumber } from '../../client/bounded-number.ts';
import { boundedText } from '../../client/bounded-text.ts';

describe('client: bounded values', () => {
  it('stay as they are within their bounds, and are held to them outside', () => {
    assert.equal(boundedNumber(1.5, 0, 2), 1.5);
    assert.equal(boundedNumber(-1, 0, 2), 0);
    assert.equal(boundedNumber(Number.POSITIVE_INFINITY, 0, 2), 2);
    assert.equal(boundedInteger(1.5, 0, 2), 2);
    assert.equal(boundedText('abc', 2), 'ab');
  });

  it('are not made up where there is none', () => {
    for (const none of [undefined, null, Number.NaN, '1', {}]) {
      assert.throws(() => boundedNumber(none, 0, 2), TypeError);
    }
    for (const none of [undefined, null, 1, {}]) assert.throws(() => boundedText(none, 2), TypeError);
  });
});
