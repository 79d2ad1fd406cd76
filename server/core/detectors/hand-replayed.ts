import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Of a million hands held, one person in a hundred meets a stranger's by chance, some four in ten thousand two (docs/models/hands.md). */
const ONE_OTHER = 1;
const MORE = 2.8;

/**
 * One recording, played again for account after account. Of the hands, not of velocity: what is counted is a likeness of claimed numbers,
 * so it ends where the family does, at a REVIEW, and adds nothing to a hand that the model takes for a program's already.
 */
export const handReplayed: Detector = {
  code: 'hand-replayed',
  hypothesis: 'bot',
  family: 'hands',
  measuredOn: 'everywhere',
  reads: ['handOthers24hCount'],
  weigh: ({ handOthers24hCount: others }) =>
    isKnown(others) && others > 0 ? { weight: others === 1 ? ONE_OTHER : MORE, facts: { others } } : null,
  cure: { handOthers24hCount: 0 },
};
