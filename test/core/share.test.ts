import assert from 'node:assert/strict';
import { inShare } from '../../server/core/share.ts';

const accounts = Array.from({ length: 10_000 }, (_, i) => `acc_${i}`);

describe('share of accounts', () => {
  it('takes about the share that was asked for, none at 0 and all at 1', () => {
    for (const share of [0, 0.1, 0.5, 1]) {
      const taken = accounts.filter(it => inShare(it, share)).length / accounts.length;
      assert.ok(Math.abs(taken - share) < 0.02, `${taken} of ${share}`);
    }
  });

  it('keeps who is in when the share grows', () => {
    const few = accounts.filter(it => inShare(it, 0.1));
    assert.ok(few.every(it => inShare(it, 0.3)));
  });
});
