import { isKnown, type Known } from '../features/feature.ts';
import type { Detector, EvidenceFacts } from './detector.ts';

/** Under this it is said of one person in some hundred, and moves no verdict: better silent. */
const WEIGHT_MIN = 0.5;
/** Enough for a REVIEW by itself, never for more: people whose hands move unlike others' can still prove themselves. */
const WEIGHT_MAX = 2.8;

/** Looking human buys nothing: one half never makes up for the other. */
const against = (logOdds: Known<number>): number => (isKnown(logOdds) ? Math.max(0, logOdds) : 0);

/** The model of hands (docs/models/hands.md). Silent where too little moved, where fingers touch glass, and where tools type for a person. */
export const movementUnlikeHand: Detector = {
  code: 'movement-unlike-hand',
  hypothesis: 'bot',
  family: 'hands',
  // Fitted on generated movements, over every screen and system: it knows no engine.
  measuredOn: 'everywhere',
  reads: ['movementLogOdds', 'movementTells', 'typingLogOdds', 'typingTells'],
  weigh: ({ movementLogOdds, movementTells, typingLogOdds, typingTells }) => {
    const [movement, typing] = [against(movementLogOdds), against(typingLogOdds)];
    const weight = Math.min(WEIGHT_MAX, Math.round((movement + typing) * 100) / 100);
    if (weight < WEIGHT_MIN) return null;
    const facts: EvidenceFacts = {
      ...(movement > 0 && { movement, movementTells: isKnown(movementTells) ? movementTells : '' }),
      ...(typing > 0 && { typing, typingTells: isKnown(typingTells) ? typingTells : '' }),
    };
    return { weight, facts };
  },
  cure: { movementLogOdds: 0, typingLogOdds: 0 },
};
