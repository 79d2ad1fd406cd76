import assert from 'node:assert/strict';
import { type KnownDevice, writeDevice } from '../../../server/core/device-status.ts';
import { featuresOf, personFacts, remembering } from '../../support/person-facts.ts';

const { now } = personFacts();
const DAY_MS = 24 * 60 * 60_000;
const device = (id: string, change: Partial<KnownDevice> = {}): KnownDevice => ({
  id,
  status: 'active',
  cause: 'login',
  changedAt: now,
  firstSeenAt: now - DAY_MS,
  lastSeenAt: now,
  logins: 1,
  recallId: null,
  keys: [],
  by: null,
  ...change,
});

describe('accountNewDevices30dCount', () => {
  const remembered = (...devices: readonly KnownDevice[]) => {
    const it = remembering();
    const account = it.account && { ...it.account, lists: { ...it.account.lists, devices: devices.map(writeDevice) } };
    return { ...it, account };
  };
  const count = (here: KnownDevice | null, ...devices: readonly KnownDevice[]) =>
    featuresOf(personFacts({ remembered: remembered(...devices), device: { id: here?.id ?? 'dev_new', known: here } }))
      .accountNewDevices30dCount;

  it('is of those that brought the right password for the first time within 30 days, this one among them', () => {
    const refused = device('dev_2', { logins: 0, status: 'fraudulent', cause: 'webdriver' });
    const old = device('dev_3', { firstSeenAt: now - 31 * DAY_MS });
    assert.equal(count(null), 1);
    assert.equal(count(null, device('dev_1'), refused, old), 3);
    assert.equal(count(device('dev_1'), device('dev_1'), refused), 2);
  });

  it('counts no browser from which somebody only tried', () => {
    const tried = device('dev_1', { logins: 0, status: 'pending', cause: 'attempt', changedAt: now });
    const long = device('dev_2', { ...tried, id: 'dev_2', changedAt: now - 2 * DAY_MS });
    const failed = device('dev_3', { logins: 0, status: 'unproven', cause: 'failed' });
    assert.equal(count(null, tried, long, failed), 1);
  });

  it('is not of a device that is known for longer, or that a person set', () => {
    const old = device('dev_1', { firstSeenAt: now - 31 * DAY_MS });
    const set = device('dev_2', { by: { author: 'sato', comment: '' } });
    for (const here of [old, set]) assert.deepEqual(count(here, here), { unknown: 'not-applicable' });
  });
});
