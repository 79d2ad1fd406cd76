import { TOKEN_OLD_AFTER_MS } from '../../../shared/constants.ts';
import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A page left open over lunch is a person's; a token kept for later use is a harvester's. Low. */
export const tokenOld: Detector = {
  code: 'token-old',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['tokenAgeMs'],
  weigh: ({ tokenAgeMs }) =>
    isKnown(tokenAgeMs) && tokenAgeMs > TOKEN_OLD_AFTER_MS
      ? { weight: 0.6, facts: { ageMin: Math.floor(tokenAgeMs / 60_000) } }
      : null,
  cure: { tokenAgeMs: 0 },
};
