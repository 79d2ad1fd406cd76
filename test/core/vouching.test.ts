import assert from 'node:assert/strict';
import type { Use } from '../../server/core/uses.ts';
import { earned, readTrust, type TrustEvent, trustOf, writeTrustEvent } from '../../server/core/vouching.ts';

const NOW = 1_800_000_000_000;
const DAY = 24 * 60 * 60_000;
const SECOND = 1000;
const at = (day: number): number => NOW + day * DAY;
const idOn = (day: number, of = '0'): string => `scr_${at(day).toString(16).padStart(12, '0')}${of.padStart(20, '0')}`;
const use = (day: number, key: string, network = ''): Use => ({ login: idOn(day, key), key, network });

const event = (change: Partial<TrustEvent>): TrustEvent => ({
  kind: 'vouched',
  key: 'a',
  at: NOW,
  cause: 'proof',
  on: [],
  beside: null,
  by: null,
  ...change,
});
const beside = (key: string, other: string, day: number): TrustEvent =>
  event({ key, at: at(day), cause: 'logins-beside-device', beside: other });
const revoked = (change: Partial<TrustEvent>): TrustEvent => event({ kind: 'revoked', cause: 'fraud', ...change });
const standing = (...events: TrustEvent[]): string[] => [...trustOf(events).vouched.keys()];

describe('vouching', () => {
  it('stands until it is revoked, and says why and by whom', () => {
    const by = { author: '鈴木', comment: '"本人"' };
    const trust = trustOf([event({}), revoked({ at: at(1), cause: 'by-hand', by })]);
    assert.deepEqual([...trust.vouched.keys()], []);
    assert.deepEqual(trust.revoked.get('a'), revoked({ at: at(1), cause: 'by-hand', by }));
    assert.deepEqual(standing(event({}), revoked({ at: at(1) }), event({ at: at(2) })), ['a']);
  });

  it('falls with what it stands beside, along the whole chain, and no further', () => {
    const chain = [event({}), beside('b', 'a', 1), beside('c', 'b', 2), event({ key: 'd' }), beside('e', 'd', 1)];
    assert.deepEqual(standing(...chain), ['a', 'd', 'b', 'e', 'c']);
    const struck = trustOf([...chain, revoked({ at: at(3) })]);
    assert.deepEqual([...struck.vouched.keys()], ['d', 'e']);
    assert.deepEqual([struck.revoked.get('c')?.cause, struck.revoked.get('c')?.at], ['fraud', at(3)]);
  });

  it('falls with any login that it stands on, whosever key that was', () => {
    const events = [event({ on: ['l1', 'l2'] }), event({ key: 'b', on: ['l3'] })];
    assert.deepEqual(standing(...events, revoked({ key: '', at: at(1), on: ['l2'] })), ['b']);
  });

  it('stays where something stronger was said since', () => {
    const events = [event({}), beside('b', 'a', 1), event({ key: 'b', at: at(2), cause: 'proof' })];
    assert.deepEqual(standing(...events, revoked({ at: at(3) })), ['b']);
  });

  it('is not brought back by what was decided before the revocation and written after it', () => {
    const late = { at: at(1) + SECOND };
    assert.deepEqual(standing(event({}), revoked({ at: at(1) }), event({ ...late, cause: 'logins-in-habit' })), []);
    assert.deepEqual(standing(event({}), revoked({ at: at(1) }), { ...beside('b', 'a', 1), ...late }), []);
    const on = ['l1'];
    assert.deepEqual(standing(revoked({ key: '', at: at(1), on }), event({ key: 'b', on, ...late })), []);
    const by = { author: 'x', comment: '' };
    assert.deepEqual(standing(revoked({ at: at(1) }), event({ ...late, cause: 'by-hand', by })), ['a']);
  });

  it('reads the same in whatever order it was written', () => {
    const events = [event({}), beside('b', 'a', 1), revoked({ at: at(3) }), event({ key: 'c', at: at(2) })];
    const members = events.map(writeTrustEvent);
    assert.deepEqual([...readTrust(members).vouched.keys()], ['c']);
    assert.deepEqual([...readTrust(members.toReversed()).vouched.keys()], ['c']);
  });
});

describe('long use', () => {
  const owner = [use(-30, 'a'), use(3, 'a'), use(12, 'a')];
  const vouchedA = trustOf([event({})]);
  const causeOf = (key: string, uses: readonly Use[], trust = vouchedA) => earned(key, uses, trust, at(40))?.cause;

  it('vouches for a key used beside a vouched one, at the fourteenth day and the third login', () => {
    const found = earned('b', [...owner, use(1, 'b'), use(2, 'b'), use(15, 'b')], vouchedA, at(15));
    assert.deepEqual([found?.cause, found?.beside, found?.on.length], ['logins-beside-device', 'a', 3]);
    assert.equal(causeOf('b', [...owner, use(1, 'b'), use(15, 'b')]), undefined, 'two logins');
    assert.equal(causeOf('b', [...owner, use(1, 'b'), use(2, 'b'), use(14, 'b')]), undefined, 'thirteen days');
  });

  it('counts only what came after the other was vouched for, and while that is used', () => {
    assert.equal(causeOf('b', [...owner, use(-1, 'b'), use(2, 'b'), use(14, 'b')]), undefined);
    assert.equal(causeOf('b', [use(-30, 'a'), use(1, 'b'), use(2, 'b'), use(15, 'b')]), undefined);
  });

  it('counts nothing that came before its own revocation', () => {
    const trust = trustOf([event({}), revoked({ key: 'b', at: at(10) })]);
    assert.equal(causeOf('b', [...owner, use(1, 'b'), use(2, 'b'), use(15, 'b')], trust), undefined);
    assert.equal(
      causeOf('b', [...owner, use(40, 'a'), use(11, 'b'), use(12, 'b'), use(25, 'b')], trust),
      'logins-beside-device',
    );
  });

  it('vouches for a key in the account’s habit: a network long used by others before', () => {
    const none = trustOf([]);
    const habit = [use(-40, '', 'home'), use(-30, '', 'home'), use(-20, 'a', 'home')];
    const own = [use(1, 'b', 'home'), use(2, 'b', 'home'), use(15, 'b', 'home')];
    const found = earned('b', [...habit, ...own], none, at(15));
    assert.deepEqual([found?.cause, found?.on], ['logins-in-habit', [...habit, ...own].map(it => it.login)]);
    assert.equal(causeOf('b', [...habit, ...own.map(it => ({ ...it, network: 'away' }))], none), undefined);
    assert.equal(causeOf('b', [...habit.slice(1), ...own], none), undefined, 'a network of ten days is no habit');
  });

  it('never vouches for a key by its own logins alone, however long', () => {
    const years = Array.from({ length: 50 }, (_, n) => use(n * 14, 'thief', 'elsewhere'));
    assert.equal(earned('thief', years, trustOf([]), at(800)), null);
    assert.equal(earned('thief', [...owner, ...years], trustOf([]), at(800)), null);
  });
});
