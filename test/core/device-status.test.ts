import assert from 'node:assert/strict';
import {
  afterOutcome,
  afterVisit,
  type DeviceVisit,
  deviceAt,
  type KnownDevice,
  membersOf,
  PENDING_MS,
  readDevices,
  setByHand,
  writeDevice,
} from '../../server/core/device-status.ts';
import { OUTCOME_RESULTS } from '../../shared/wire/judgement.ts';

const NOW = 1_800_000_000_000;
const visit = (change: Partial<DeviceVisit> = {}): DeviceVisit => ({
  id: 'dev_k1',
  now: NOW,
  phase: 'succeeded',
  wouldBe: 'OK',
  reason: null,
  isLogin: true,
  otherAccounts: 0,
  recallId: null,
  ...change,
});
const known = (change: Partial<KnownDevice> = {}): KnownDevice => ({
  id: 'dev_k1',
  status: 'active',
  cause: 'login',
  changedAt: NOW - 1000,
  firstSeenAt: NOW - 2000,
  lastSeenAt: NOW - 500,
  logins: 3,
  keys: [],
  by: null,
  recallId: null,
  ...change,
});
const moved = (was: KnownDevice | null, change: Partial<DeviceVisit>) => {
  const it = afterVisit(was, visit(change));
  return it === null ? null : `${it.status} ${it.cause}`;
};

describe('a device’s status', () => {
  it('is active once a login was let in, and each such login is counted', () => {
    assert.deepEqual(afterVisit(null, visit()), {
      id: 'dev_k1',
      status: 'active',
      cause: 'login',
      changedAt: NOW,
      firstSeenAt: NOW,
      lastSeenAt: NOW,
      logins: 1,
      recallId: null,
      keys: [],
      by: null,
    });
    assert.equal(afterVisit(known(), visit())?.logins, 4);
    assert.equal(afterVisit(known(), visit({ isLogin: false }))?.logins, 3);
  });

  it('is as old as the right password that came from it, whoever tried from it before', () => {
    const tried = afterVisit(null, visit({ phase: 'attempted', now: NOW - PENDING_MS * 20 }));
    const again = tried && afterVisit(deviceAt(tried, NOW), visit({ phase: 'attempted' }));
    assert.equal(again?.firstSeenAt, NOW - PENDING_MS * 20);
    assert.equal(afterVisit(again, visit())?.firstSeenAt, NOW);
    assert.equal(afterOutcome(again ?? known(), 'succeeded', NOW).firstSeenAt, NOW);
    assert.equal(afterOutcome(again ?? known(), 'failed', NOW).firstSeenAt, NOW - PENDING_MS * 20);
    assert.equal(afterVisit(known(), visit())?.firstSeenAt, NOW - 2000);
    assert.equal(afterOutcome(known(), 'stepup-passed', NOW).firstSeenAt, NOW - 2000);
  });

  it('follows the verdict, with its weightiest reason as the cause', () => {
    assert.equal(moved(null, { wouldBe: 'REVIEW', reason: 'device-key-forked' }), 'unproven device-key-forked');
    assert.equal(moved(known(), { wouldBe: 'NG', reason: 'webdriver' }), 'fraudulent webdriver');
  });

  it('is shared, not suspected, where others log in on it', () => {
    assert.equal(moved(null, { otherAccounts: 1 }), 'shared login');
    assert.equal(moved(known({ status: 'shared' }), { otherAccounts: 0 }), 'active login');
  });

  it('is pending after an attempt, until its outcome or for a day', () => {
    const pending = afterVisit(null, visit({ phase: 'attempted' })) ?? assert.fail();
    assert.equal(pending.status, 'pending');
    assert.equal(deviceAt(pending, NOW + PENDING_MS).status, 'pending');
    const later = deviceAt(pending, NOW + PENDING_MS + 1);
    assert.deepEqual([later.status, later.cause, later.changedAt], ['unproven', 'no-outcome', NOW + PENDING_MS]);
    assert.equal(afterVisit(pending, visit())?.status, 'active');
    assert.equal(afterOutcome(pending, 'succeeded', NOW).status, 'active');
    assert.equal(afterOutcome(pending, 'failed', NOW).status, 'unproven');
  });

  it('leaves an active device active while it only tries again, and a mistyped password changes nothing', () => {
    assert.equal(afterVisit(known(), visit({ phase: 'attempted' }))?.status, 'active');
    assert.deepEqual(afterVisit(known(), visit({ phase: 'failed', wouldBe: 'NG' })), known());
    assert.equal(afterVisit(null, visit({ phase: 'failed' })), null);
  });

  it('is not taken back from fraudulent by a login, but by an outcome or a person', () => {
    const bad = known({ status: 'fraudulent', cause: 'fraud' });
    assert.equal(moved(bad, {}), 'fraudulent fraud');
    assert.equal(afterOutcome(bad, 'stepup-failed', NOW).status, 'fraudulent');
    assert.equal(afterOutcome(bad, 'succeeded', NOW).status, 'fraudulent');
    assert.equal(afterOutcome(bad, 'legit', NOW).status, 'active');
    const cleared = setByHand(bad, 'active', { author: 'suzuki', comment: 'called the owner' }, NOW);
    assert.deepEqual([cleared.status, cleared.cause, cleared.by?.author], ['active', 'by-hand', 'suzuki']);
  });

  it('stays as a person set it, whatever logins follow, until a fraud is reported', () => {
    const set = setByHand(known(), 'unproven', { author: 'suzuki', comment: '' }, NOW);
    assert.equal(moved(set, {}), 'unproven by-hand');
    const fraud = afterOutcome(set, 'fraud', NOW);
    assert.deepEqual([fraud.status, fraud.by], ['fraudulent', null]);
  });

  it('has an answer to every outcome, and keeps the moment of the change', () => {
    for (const result of OUTCOME_RESULTS) assert.ok(afterOutcome(known(), result, NOW).status.length > 0, result);
    assert.equal(afterOutcome(known(), 'chargeback', NOW).changedAt, NOW);
    assert.equal(afterOutcome(known(), 'unknown', NOW).changedAt, NOW - 1000);
  });

  it('is kept as text and read back; of two writings of one device the later counts', () => {
    const [a, b] = [known(), known({ id: 'dev_k12', by: { author: '"x"', comment: '田中、確認済み' } })];
    const later = { ...a, status: 'shared' as const };
    const members = [a, b, later].map(writeDevice);
    assert.deepEqual(readDevices(members, NOW), [b, later]);
    assert.deepEqual(membersOf(members, 'dev_k1'), [members[0], members[2]]);
  });
});
