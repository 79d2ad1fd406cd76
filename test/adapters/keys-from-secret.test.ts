import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { keysFromSecret } from '../../server/adapters/keys-from-secret.ts';

const [old, current] = [randomBytes(32), randomBytes(32)];
const before = keysFromSecret([old]);
const after = keysFromSecret([current, old]);
const stranger = keysFromSecret([randomBytes(32)]);
const NOON = Date.UTC(2026, 10, 21, 12);
const HOUR = 60 * 60_000;

describe('keys from a secret', () => {
  it('opens what it sealed, for the same purpose alone', () => {
    const sealed = before.seal('carrier', 'site.1.abc');
    assert.equal(before.unseal('carrier', sealed), 'site.1.abc');
    assert.equal(before.unseal('nonce', sealed), null);
    assert.equal(stranger.unseal('carrier', sealed), null);
  });

  it('opens nothing that was altered at any place', () => {
    const sealed = before.seal('carrier', 'site.1.abc');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (let i = 0; i < sealed.length; i++) {
      const other = alphabet[(alphabet.indexOf(sealed[i] ?? '') + 1) % 64];
      assert.equal(before.unseal('carrier', sealed.slice(0, i) + other + sealed.slice(i + 1)), null, `character ${i}`);
    }
    for (const it of ['', 'x', sealed.slice(0, -1), `${sealed}A`, `${sealed}=`, ` ${sealed}`])
      assert.equal(before.unseal('carrier', it), null);
  });

  it('still reads what an older secret made, and makes with the newer', () => {
    assert.equal(after.unseal('carrier', before.seal('carrier', 'x')), 'x');
    assert.equal(before.unseal('carrier', after.seal('carrier', 'x')), null);
    assert.equal(after.decrypt('payload', before.encrypt('payload', '秘密', NOON)), '秘密');
    const [newer, older] = after.references('account', 'hanako');
    assert.equal(newer, after.reference('account', 'hanako'));
    assert.equal(older, before.reference('account', 'hanako'));
    assert.notEqual(newer, older);
  });

  it('encrypts the same text differently each time, and reads nothing that was altered, cut or made elsewhere', () => {
    const [a, b] = [before.encrypt('payload', 'x', NOON), before.encrypt('payload', 'x', NOON)];
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

  it('encrypts with a new key each hour, and says first which: the secret’s, then the hour’s', () => {
    const headAt = (now: number): string => Buffer.from(before.encrypt('token', 'x', now)).toString('hex', 0, 10);
    assert.equal(headAt(NOON), headAt(NOON + HOUR - 1));
    assert.notEqual(headAt(NOON), headAt(NOON - 1));
    assert.notEqual(headAt(NOON), headAt(NOON + HOUR));
    const [noon, later] = [NOON, NOON + HOUR].map(now => Buffer.from(before.encrypt('token', 'x', now)));
    assert.ok(noon && later);
    // Under one key for both hours this would be readable.
    assert.equal(before.decrypt('token', Buffer.concat([later.subarray(0, 10), noon.subarray(10)])), null);
  });

  it('reads what any hour encrypted, in any order, also by a clock that has been put back', () => {
    const hours = Array.from({ length: 90 * 24 }, (_, n) => NOON + HOUR - n * HOUR);
    const made = hours.map(now => before.encrypt('payload', String(now), now));
    const restarted = keysFromSecret([old]);
    for (const [n, now] of hours.entries()) {
      const it = made[(n * 7) % made.length];
      assert.equal(restarted.decrypt('payload', it ?? Buffer.of()), String(hours[(n * 7) % made.length]));
      assert.equal(restarted.decrypt('payload', restarted.encrypt('payload', 'x', now)), 'x');
    }
  });
});
