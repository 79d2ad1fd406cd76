import assert from 'node:assert/strict';
import { keysFromSecret } from '../../server/adapters/keys-from-secret.ts';
import { accountRefs, accountRefsAsked, addressRefs, canonicalIp, networkRef } from '../../server/flows/references.ts';

const keys = keysFromSecret([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);

describe('references', () => {
  it('name an account without telling it, one site unlike another', () => {
    const [ref = '', older = ''] = accountRefs(keys, 'site-1', 'hanako@example.com');
    assert.match(ref, /^acc_[\w-]{33}$/);
    assert.match(older, /^acc_[\w-]{33}$/);
    assert.notEqual(accountRefs(keys, 'site-2', 'hanako@example.com')[0], ref);
    assert.deepEqual(accountRefsAsked(keys, 'site-1', ref), [ref]);
    assert.deepEqual(accountRefsAsked(keys, 'site-1', 'hanako@example.com'), [ref, older]);
  });

  it('give the addresses of one /24 or one /64 one network, and no others', () => {
    const network = (ip: string) => networkRef(keys, 'site-1', ip);
    assert.equal(network('192.0.2.1'), network('::ffff:192.0.2.254'));
    assert.notEqual(network('192.0.2.1'), network('192.0.3.1'));
    assert.equal(network('2001:db8:0:1::1'), network('2001:db8:0:1:ffff:ffff:ffff:ffff'));
    assert.equal(network('2001:db8::1'), network('2001:db8:0:0:1::'));
    assert.notEqual(network('2001:db8:0:1::1'), network('2001:db8:0:2::1'));
    assert.equal(network('::1'), network('::2'));
    assert.notEqual(networkRef(keys, 'site-2', '192.0.2.1'), network('192.0.2.1'));
  });

  it('give one address one name, however it is written', () => {
    const same: readonly (readonly [string, string])[] = [
      ['::ffff:192.0.2.1', '192.0.2.1'],
      ['::FFFF:C000:201', '192.0.2.1'],
      ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
      ['fe80::1%eth0', 'fe80::1'],
      ['192.0.2.1', '192.0.2.1'],
    ];
    for (const [written, canonical] of same) {
      assert.equal(canonicalIp(written), canonical);
      assert.deepEqual(addressRefs(keys, 's', written), addressRefs(keys, 's', canonical));
    }
  });
});
