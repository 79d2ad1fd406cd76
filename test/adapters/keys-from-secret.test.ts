import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { keysFromSecret } from '../../server/adapters/keys-from-secret.ts';

const [old, current] = [randomBytes(32), randomBytes(32)];
const before = keysFromSecret([old]);
const after = keysFromSecret([current, old]);
const stranger = keysFromSecret([randomBytes(32)]);

describe('keys from a secret', () => {
  it('opens what it sealed, for the same purpose alone', () => {
    const sealed = before.seal('token', 'site.1.abc');
    assert.equal(before.unseal('token', sealed), 'site.1.abc');
    assert.equal(before.unseal('nonce', sealed), null);
    assert.equal(stranger.unseal('token', sealed), null);
  });

  it('opens nothing that was altered at any place', () => {
    const sealed = before.seal('token', 'site.1.abc');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (let i = 0; i < sealed.length; i++) {
      const other = alphabet[(alphabet.indexOf(sealed[i] ?? '') + 1) % 64];
      assert.equal(before.unseal('token', sealed.slice(0, i) + other + sealed.slice(i + 1)), null, `character ${i}`);
    }
    for (const it of ['', 'x', sealed.slice(0, -1), `${sealed}A`, `${sealed}=`, ` ${sealed}`])
      assert.equal(before.unseal('token', it), null);
  });

  it('still reads what an older secret made, and makes with the newer', () => {
    assert.equal(after.unseal('token', before.seal('token', 'x')), 'x');
    assert.equal(before.unseal('token', after.seal('token', 'x')), null);
    assert.equal(after.decrypt('payload', before.encrypt('payload', '秘密')), '秘密');
    const [newer, older] = after.references('account', 'hanako');
    assert.equal(newer, after.reference('account', 'hanako'));
    assert.equal(older, before.reference('account', 'hanako'));
    assert.notEqual(newer, older);
  });

  it('encrypts the same text differently each time, and reads nothing that was altered, cut or made elsewhere', () => {
    const [a, b] = [before.encrypt('payload', 'x'), before.encrypt('payload', 'x')];
    assert.notDeepEqual(a, b);
    for (let at = 0; at < a.length; at++) {
      const altered = Uint8Array.from(a, (byte, i) => (i === at ? byte ^ 1 : byte));
      assert.equal(before.decrypt('payload', altered), null, `byte ${at}`);
      assert.equal(before.decrypt('payload', a.subarray(0, at)), null, `the first ${at} bytes`);
    }
    assert.equal(before.decrypt('payload', a), 'x');
    assert.equal(before.decrypt('token', a), null);
    assert.equal(stranger.decrypt('payload', a), null);
  });
});
