import { HAND_MODEL } from '../../server/core/hands/hand-model.ts';
import { seededRandom } from '../../test/support/seeded-random.ts';
import { wilson } from '../device/intervals.ts';
import type { Figure } from '../figure.ts';
import { intervalNote } from './drag-figures.ts';
import { REPORT_SEED } from './fit-model.ts';
import {
  GENERATOR_NAMES,
  generatedPeople,
  movementRank,
  movementScore,
  programsThatMove,
  programsThatType,
  SILENT,
  TYPING_PROGRAM_NAMES,
  typingRank,
  typingScore,
  withoutTarget,
} from './hand-scores.ts';
import type { Played } from './page.ts';
import { bootstrapped, detectionAt } from './rates.ts';
import { type KeyTimes, mouseUsers } from './recordings.ts';
import { phrasePlayed } from './typing.ts';

const FALSE_ALARMS = 0.01;
/** A screening's REVIEW by hands alone: the default policy's threshold over its prior. */
const REVIEW_WEIGHT = 2.6;
/** From here the detector speaks. */
const WEIGHT_MIN = 0.5;
/** Looked at while the generators were made; the others, never. */
const LOOKED_AT = (user: string): boolean => Number(user) % 2 === 1;

const shareFigure = (what: string, scores: readonly number[], from: number, atMost?: number): Figure => {
  const hits = scores.filter(it => it >= from).length;
  const [low, high] = wilson(hits, scores.length);
  const note = `${hits} of ${scores.length}, 95 % ${low.toFixed(4)} to ${high.toFixed(4)}`;
  return { what, value: hits / scores.length, unit: '', note, ...(atMost === undefined ? {} : { budget: { atMost } }) };
};

const togetherScore = (it: Played): number =>
  Math.max(0, movementScore(it.movements.approaches)) + Math.max(0, typingScore(it));

/** Against people that are generated, as the attackers are, from a seed of their own. */
export function generatedFigures(count: number): readonly Figure[] {
  const people = generatedPeople(count);
  const [moved, typed] = [people.map(it => movementRank(it.movements.approaches)), people.map(typingRank)];
  return [
    shareFigure('generated people whom hands alone send to REVIEW', people.map(togetherScore), REVIEW_WEIGHT, 0.005),
    ...GENERATOR_NAMES.map((name): Figure => {
      const programs = programsThatMove(name, count / 4).map(it => movementRank(it.movements.approaches));
      return detectionFigure(`${name}, among generated people, movements alone`, moved, programs);
    }),
    ...TYPING_PROGRAM_NAMES.map((name): Figure => {
      const programs = programsThatType(name, count / 4).map(typingRank);
      return detectionFigure(`${name} typing, among generated people, keys alone`, typed, programs);
    }),
    ...GENERATOR_NAMES.map(name =>
      shareFigure(
        `${name} with any typing: sent to REVIEW by hands alone`,
        programsThatMove(name, count / 4).map(togetherScore),
        REVIEW_WEIGHT,
      ),
    ),
  ];
}

function detectionFigure(what: string, people: readonly number[], programs: readonly number[]): Figure {
  const value = detectionAt({ people, programs }, FALSE_ALARMS);
  const [low, high] = wilson(Math.round(value * programs.length), programs.length);
  const silent = programs.filter(it => it === SILENT).length / programs.length;
  const abstained = silent === 0 ? '' : `, silent on ${(100 * silent).toFixed(0)} %`;
  return {
    what: `${what}: detection at 1 %`,
    value,
    unit: '',
    note: `95 % ${low.toFixed(3)} to ${high.toFixed(3)}${abstained}`,
  };
}

/** Recorded people, never trained on, beside each generator: three movements each, without what was pressed, which no recording says. */
export function recordedFigures(files: readonly string[], count: number): readonly Figure[] {
  // Both files are of the same people: who is drawn anew is drawn with all of theirs.
  const byUser = Map.groupBy(
    files.flatMap(file => [...mouseUsers(file)]),
    ([user]) => user,
  );
  const users = [...byUser].map(([user, parts]) => [user, parts.flatMap(([, logins]) => logins)] as const);
  const halves = [
    { half: 'people looked at', own: users.filter(([user]) => LOOKED_AT(user)) },
    { half: 'people held out', own: users.filter(([user]) => !LOOKED_AT(user)) },
  ];
  return halves.flatMap(({ half, own }) => {
    const ranks = own.map(([, logins]) => logins.map(movementRank));
    const scores = own.flatMap(([, logins]) => logins.map(movementScore));
    const random = seededRandom(REPORT_SEED);
    const perGenerator = GENERATOR_NAMES.map((name): Figure => {
      const programs = programsThatMove(name, count).map(it => [movementRank(withoutTarget(it.movements.approaches))]);
      const interval = bootstrapped({ people: ranks, programs }, it => detectionAt(it, FALSE_ALARMS), random, 200);
      return {
        what: `${name}, among ${half}: detection at 1 %`,
        value: interval.value,
        unit: '',
        note: intervalNote(interval),
      };
    });
    return [shareFigure(`${half}, sent to REVIEW by movements alone`, scores, REVIEW_WEIGHT, 0.01), ...perGenerator];
  });
}

/** Recorded writers of one short text, entry by entry, beside the programs that type. */
export function writerFigures(
  who: string,
  writers: ReadonlyMap<string, readonly KeyTimes[]>,
  count: number,
): readonly Figure[] {
  const played = [...writers.values()].flatMap(entries => entries.map(phrasePlayed));
  const ranks = played.map(typingRank);
  // So short an entry is held under a REVIEW whatever it scores: what the model itself says is the figure.
  const unheld = ranks.map(it => it - HAND_MODEL.typing.margin);
  return [
    shareFigure(`${who}, over the REVIEW weight, were short entries not held under it`, unheld, REVIEW_WEIGHT),
    shareFigure(`${who}, with any evidence against them`, played.map(typingScore), WEIGHT_MIN),
    ...TYPING_PROGRAM_NAMES.map(name =>
      detectionFigure(`${name} typing, among ${who}, keys alone`, ranks, programsThatType(name, count).map(typingRank)),
    ),
  ];
}
