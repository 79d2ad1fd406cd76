import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/**
 * A browser, system or kind of device that the account was not used with; a browser's update alone says nothing. A new device has a
 * new name, mostly, and is weighed itself: then it is worth half.
 */
export const habitUserAgentNew: Detector = {
  code: 'habit-user-agent-new',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['habitUserAgent', 'habitNewDevice'],
  weigh: ({ habitUserAgent, habitNewDevice }) => {
    if (!isKnown(habitUserAgent) || habitUserAgent <= 0) return null;
    const ofTheDevice = isKnown(habitNewDevice) ? Math.min(habitUserAgent / 2, habitNewDevice) : 0;
    return { weight: Math.round((habitUserAgent - ofTheDevice) * 100) / 100, facts: {} };
  },
  cure: { habitUserAgent: 0 },
};
