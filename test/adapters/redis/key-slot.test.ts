import assert from 'node:assert/strict';
import { keySlot } from '../../../server/adapters/redis/key-slot.ts';
import { needs } from '../../support/parts.ts';
import { sharedRedisCluster } from '../../support/redis-server.ts';

describe('keySlot', () => {
  it('is the slot that Redis itself says', async function () {
    needs(this, 'redis');
    const node = (await sharedRedisCluster()).nodes[0];
    const keys = [
      '',
      'a',
      '123456789',
      'sk:{site-1/account/acc_1}d',
      'a{b}c{d}',
      'a{}b',
      '{}{x}',
      'a{b',
      'a}b{c}',
      '日本{語}',
    ];
    for (const key of keys) {
      assert.equal(String(keySlot(key)), await node?.ask('CLUSTER', 'KEYSLOT', key), JSON.stringify(key));
    }
  });
});
