import { scoreByTrees } from '../../server/core/hands/boosted-trees.ts';
import { HAND_MODEL, scoreMovement, scoreTyping } from '../../server/core/hands/hand-model.ts';
import { movementFeatures } from '../../server/core/hands/movement-features.ts';
import { typingFeatures } from '../../server/core/hands/typing-features.ts';
import type { Approach } from '../../shared/wire/streams.ts';
import { type SeededRandom, seededRandom } from '../../test/support/seeded-random.ts';
import { GENERATORS, type GeneratorName } from './attackers.ts';
import { REPORT_SEED } from './fit-model.ts';
import { personLogin, programLogin } from './logins.ts';
import type { Played } from './page.ts';
import { TYPING_PROGRAMS, type TypingProgram } from './typing.ts';

/** Where the model has nothing to say it counts as the least suspect. */
export const SILENT = -20;

/** As a screening weighs it. */
export const movementScore = (approaches: readonly Approach[]): number =>
  scoreMovement({ approaches: [...approaches] })?.logOdds ?? SILENT;
/** The model's own order, without what the gate takes off or holds back. */
export const movementRank = (approaches: readonly Approach[]): number =>
  approaches.length === 0 ? SILENT : scoreByTrees(HAND_MODEL.movement.model, movementFeatures(approaches)).logOdds;
export function typingRank({ rhythm, keys }: Pick<Played, 'rhythm' | 'keys'>): number {
  const row = typingFeatures(rhythm, keys);
  return row === null ? SILENT : scoreByTrees(HAND_MODEL.typing.model, row).logOdds;
}
export const typingScore = (played: Pick<Played, 'rhythm' | 'keys'>): number =>
  scoreTyping(played.rhythm, played.keys)?.logOdds ?? SILENT;

export const GENERATOR_NAMES = Object.keys(GENERATORS) as GeneratorName[];
export const TYPING_PROGRAM_NAMES = Object.keys(TYPING_PROGRAMS) as TypingProgram[];

/** Recordings know nothing of what was pressed: neither may the programs that stand beside them. */
export const withoutTarget = (approaches: readonly Approach[]): readonly Approach[] =>
  approaches.map(it => ({ ...it, offset: null, size: null }));

const played = (count: number, of: (random: SeededRandom, i: number) => Played, seed: number): readonly Played[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => of(random, i));
};

export const generatedPeople = (count: number): readonly Played[] =>
  played(count, random => personLogin(random), REPORT_SEED);

export function programsThatMove(moves: GeneratorName, count: number): readonly Played[] {
  const types = (i: number): TypingProgram => TYPING_PROGRAM_NAMES[i % TYPING_PROGRAM_NAMES.length] ?? 'metronome';
  return played(count, (random, i) => programLogin({ moves, types: types(i) }, random), REPORT_SEED + 1);
}

export const programsThatType = (types: TypingProgram, count: number): readonly Played[] =>
  played(count, random => programLogin({ moves: 'straight', types }, random), REPORT_SEED + 2);
