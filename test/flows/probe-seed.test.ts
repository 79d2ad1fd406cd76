import assert from 'node:assert/strict';
import { keysFromSecret } from '../../server/adapters/keys-from-secret.ts';
import { probeSeed } from '../../server/flows/probe-seed.ts';
import { SEED_MAX } from '../../shared/constants.ts';

describe('the seed of the probes', () => {
  it('is of the installation and the site: the same at each visit, another elsewhere', () => {
    const [one, other] = ['a', 'b'].map(it => keysFromSecret([Buffer.from(it.repeat(32))]));
    assert.ok(one && other);
    assert.equal(probeSeed(one, 's-1'), probeSeed(one, 's-1'));
    assert.notEqual(probeSeed(one, 's-1'), probeSeed(one, 's-2'));
    assert.notEqual(probeSeed(one, 's-1'), probeSeed(other, 's-1'));
  });

  it('is within what the wire promises', () => {
    const keys = keysFromSecret([Buffer.from('c'.repeat(32))]);
    const seeds = Array.from({ length: 200 }, (_, n) => probeSeed(keys, `s-${n}`));
    assert.ok(seeds.every(it => Number.isInteger(it) && it >= 0 && it <= SEED_MAX));
    assert.ok(new Set(seeds).size > 195);
  });
});
