import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A family shares a device, a shop's counter a few dozen accounts a day; fifty within five minutes are worked off a list. */
const ACCOUNTS_MIN = 50;

/** An absolute limit: it holds from the first minute of an empty server. */
export const deviceManyAccounts: Detector = {
  code: 'device-many-accounts',
  hypothesis: 'takeover',
  family: 'velocity',
  measuredOn: 'everywhere',
  reads: ['deviceAccounts5mCount'],
  weigh: ({ deviceAccounts5mCount: accounts }) =>
    isKnown(accounts) && accounts >= ACCOUNTS_MIN ? { weight: 4, facts: { accounts } } : null,
  cure: { deviceAccounts5mCount: 0 },
};
