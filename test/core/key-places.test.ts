import assert from 'node:assert/strict';
import { besideKey, type KeyPlace, missedPlace, readKeyPlace, writeKeyPlace } from '../../server/core/key-places.ts';

const NOW = 1_800_000_000_000;
const HOUR = 60 * 60_000;
const idAt = (at: number): string => `scr_${at.toString(16).padStart(12, '0')}${'0'.repeat(20)}`;
const place = (change: Partial<KeyPlace> = {}): KeyPlace => ({
  key: 'login-key',
  origin: 'https://login.bank.example',
  cookie: 'c1',
  session: 's1',
  network: 'n1',
  login: idAt(NOW - HOUR),
  ...change,
});
const coming = (change: Partial<KeyPlace> = {}): KeyPlace =>
  place({ key: 'ib-key', origin: 'https://ib.bank.example', login: idAt(NOW), ...change });
const LOGINS = [idAt(NOW - HOUR)];

describe('where a key was', () => {
  it('is kept as text and read back, also where no session is named', () => {
    for (const it of [place(), place({ session: '' })]) assert.deepEqual(readKeyPlace(writeKeyPlace(it)), it);
  });

  it('makes keys of two origins one device, in the session that one of them logged in to', () => {
    assert.equal(besideKey(coming(), [place()], LOGINS, NOW), 'login-key');
  });

  for (const [why, comer, logins, now] of [
    ['no session is named', coming({ session: '' }), LOGINS, NOW],
    ['the session is another', coming({ session: 's2' }), LOGINS, NOW],
    ['the cookie is another', coming({ cookie: 'c2' }), LOGINS, NOW],
    ['it comes from another network', coming({ network: 'n2' }), LOGINS, NOW],
    ['it is another key of the same origin', coming({ origin: place().origin }), LOGINS, NOW],
    ['the login was disputed, or never succeeded', coming(), [], NOW],
    ['the login is of yesterday', coming(), LOGINS, NOW + 12 * HOUR],
  ] as const) {
    it(`leaves them apart where ${why}`, () => {
      assert.equal(besideKey(comer, [place()], logins, now), null);
    });
  }

  it('misses a key that belongs to the cookie at this origin, and none elsewhere', () => {
    const there = { origin: place().origin, cookie: 'c1' };
    assert.equal(missedPlace(null, there, [place()])?.key, place().key);
    assert.equal(missedPlace('made-anew', there, [place()])?.key, place().key);
    assert.equal(missedPlace('login-key', there, [place(), place({ key: 'other' })]), null);
    assert.equal(missedPlace(null, { ...there, origin: 'https://ib.bank.example' }, [place()]), null);
    assert.equal(missedPlace(null, { ...there, cookie: 'c2' }, [place()]), null);
  });
});
