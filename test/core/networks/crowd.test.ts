import assert from 'node:assert/strict';
import { perPersonBehind, shareBeyondCrowd } from '../../../server/core/networks/crowd.ts';

describe('a crowd behind one address', () => {
  it('takes the evidence against the address away with each owner who is known to come from there', () => {
    assert.deepEqual(
      [0, 1, 4, 5, 800].map(shareBeyondCrowd).map(it => it.toFixed(2)),
      ['1.00', '0.80', '0.20', '0.00', '0.00'],
    );
  });

  it('shares out what was counted, and takes nobody known for one', () => {
    assert.equal(perPersonBehind(40, 0), 40);
    assert.equal(perPersonBehind(40, 1), 40);
    assert.equal(perPersonBehind(40, 20), 2);
  });
});
