import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/**
 * The session goes on in another browser than the one that logged in. Sessions are not carried between browsers by people, and keys not by
 * thieves of cookies. A key that was not there in time (a slow phone) is one oddity: by itself it asks nobody.
 */
const WEIGHTS = { 'other-browser': 3, 'other-key': 2.5, 'key-absent': 1.2 } as const;

export const sessionOtherBrowser: Detector = {
  code: 'session-other-browser',
  hypothesis: 'takeover',
  family: 'device',
  measuredOn: 'everywhere',
  reads: ['sessionBrowser'],
  weigh: ({ sessionBrowser: it }) =>
    isKnown(it) && it !== 'same' ? { weight: WEIGHTS[it], facts: { shown: it } } : null,
  cure: { sessionBrowser: 'same' },
};
