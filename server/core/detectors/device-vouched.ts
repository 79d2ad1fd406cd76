import { VOUCHED_LOG_ODDS } from '../habit/device-risk.ts';
import type { Detector } from './detector.ts';

/**
 * A proof, long use or a person of the security team spoke for this key on this account. It weighs against a takeover as much as a few
 * oddities of travel weigh for one, and nothing against a bot: a program may hold a person's browser.
 */
export const deviceVouched: Detector = {
  code: 'device-vouched',
  hypothesis: 'takeover',
  family: 'device',
  measuredOn: 'everywhere',
  reads: ['deviceVouched'],
  weigh: ({ deviceVouched }) => (deviceVouched === true ? { weight: VOUCHED_LOG_ODDS, facts: {} } : null),
  cure: { deviceVouched: false },
};
