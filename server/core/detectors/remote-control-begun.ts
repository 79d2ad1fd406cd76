import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A mouse of its own is heard at each frame of the screen, 7 to 17 ms apart; what comes over a network comes in bursts. */
const GAP_MS_MIN = 35;
const GROWTH_MIN = 2.5;

/**
 * In the browser that logged in, the mouse now comes as it does over a network: someone helps from afar, who was not there at the login.
 * Who had help from the start has it at the login, too. What such programs leave was not measured here, and a machine that shares its
 * screen is slower as well: in shadow.
 */
export const remoteControlBegun: Detector = {
  code: 'remote-control-begun',
  hypothesis: 'takeover',
  family: 'hands',
  measuredOn: [],
  reads: ['moveGapGrowth', 'moveGapMs', 'sessionBrowser'],
  weigh: ({ moveGapGrowth: growth, moveGapMs: gapMs, sessionBrowser: browser }) =>
    isKnown(growth) && isKnown(gapMs) && browser === 'same' && growth >= GROWTH_MIN && gapMs >= GAP_MS_MIN
      ? { weight: 1.2, facts: { growth, gapMs } }
      : null,
  cure: { moveGapGrowth: 1 },
};
