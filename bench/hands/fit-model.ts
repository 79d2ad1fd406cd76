import { createHash } from 'node:crypto';
import { scoreByTrees } from '../../server/core/hands/boosted-trees.ts';
import type { HandModel } from '../../server/core/hands/hand-model.ts';
import {
  type FeatureRow,
  MOVEMENT_FEATURE_NAMES,
  movementFeatures,
} from '../../server/core/hands/movement-features.ts';
import { TYPING_FEATURE_NAMES, typingFeatures } from '../../server/core/hands/typing-features.ts';
import { type SeededRandom, seededRandom } from '../../test/support/seeded-random.ts';
import type { GeneratorName } from './attackers.ts';
import { personLogin, programLogin } from './logins.ts';
import type { Played } from './page.ts';
import { thresholdAt } from './rates.ts';
import { type Labelled, trainTrees } from './train-trees.ts';
import { TYPING_PROGRAMS, type TypingProgram } from './typing.ts';

export const VERSION = 1;
export const TRAINING_SEED = 1;
/** People and programs that the margins are set on; neither trained on nor reported. */
const MARGIN_SEED = 2;
export const REPORT_SEED = 3;
const LOGINS_OF_EACH = 9000;

/** A teleport leaves no movement, a replay is a person's: neither can be learned. */
export const LEARNED: readonly GeneratorName[] = [
  'straight',
  'eased',
  'bezierCurve',
  'minimumJerk',
  'ghostCursor',
  'windMouse',
  'shakenCurve',
  'stutter',
  'cutReplay',
];
const TYPED = Object.keys(TYPING_PROGRAMS) as TypingProgram[];
/** Where a page hides what was pressed, or a recording has no press: such rows are seen in training too. */
const PRESS_FEATURES = ['settling', 'pressing', 'aside', 'settlingSpread', 'pressingSpread', 'asideSpread'];
const WITHOUT_PRESS = 0.25;

/** At the most this part of people comes to the weight at which hands alone ask for a further proof. */
const PEOPLE_REVIEWED = 0.0005;
/** REVIEW's log-odds of the default policy over its prior. */
const REVIEW_WEIGHT = 2.6;

export type Rows = { readonly movement: readonly Labelled[]; readonly typing: readonly Labelled[] };

/** Logins of people and programs by turns, from one seed. */
export function rowsFrom(seed: number, each: number): Rows {
  const random = seededRandom(seed);
  const movement: Labelled[] = [];
  const typing: Labelled[] = [];
  const add = (played: Played, program: boolean): void => {
    const whole = movementFeatures(played.movements.approaches);
    const row = random.unit() < WITHOUT_PRESS ? withoutPress(whole) : whole;
    if (played.movements.approaches.length > 0) movement.push({ row, program });
    const typed = typingFeatures(played.rhythm, played.keys);
    if (typed !== null) typing.push({ row: typed, program });
  };
  for (let i = 0; i < each; i++) {
    add(personLogin(random), false);
    const moves = LEARNED[i % LEARNED.length] ?? 'straight';
    const types = TYPED[i % TYPED.length] ?? 'metronome';
    add(programLogin({ moves, types }, random), true);
  }
  return { movement, typing };
}

const withoutPress = (row: FeatureRow): FeatureRow => ({
  ...row,
  ...Object.fromEntries(PRESS_FEATURES.map(name => [name, null])),
});

export const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
/** What a test makes again: a second's work. */
export const firstDigest = (): string => digestOf(rowsFrom(TRAINING_SEED, 50));

export function fitModel(each = LOGINS_OF_EACH): HandModel {
  const rows = rowsFrom(TRAINING_SEED, each);
  const others = rowsFrom(MARGIN_SEED, each);
  const random = seededRandom(TRAINING_SEED);
  const movement = headOf(rows.movement, others.movement, MOVEMENT_FEATURE_NAMES, random);
  const typing = headOf(rows.typing, others.typing, TYPING_FEATURE_NAMES, random);
  const trainedOn = {
    seed: TRAINING_SEED,
    people: each,
    programs: each,
    sha256: digestOf(rows),
    firstSha256: firstDigest(),
  };
  return { version: VERSION, trainedOn, sha256: digestOf({ movement, typing }), movement, typing };
}

function headOf(
  rows: readonly Labelled[],
  others: readonly Labelled[],
  names: readonly string[],
  random: SeededRandom,
): HandModel['movement'] {
  const model = trainTrees(rows, names, random);
  const people = others.filter(it => !it.program).map(it => scoreByTrees(model, it.row).logOdds);
  const margin = Math.max(0, thresholdAt(people, PEOPLE_REVIEWED) - REVIEW_WEIGHT);
  return { margin: Math.ceil(margin * 100) / 100, model };
}

/** One tree a line: a model that changes is compared line by line. */
export function modelText(model: HandModel): string {
  const head = ({ margin, model: { features, bias, trees } }: HandModel['movement']): string =>
    [
      `{ "margin": ${margin}, "model": {`,
      `  "features": [\n    ${features.map(it => JSON.stringify(it)).join(',\n    ')}\n  ],`,
      `  "bias": ${bias},`,
      `  "trees": [\n    ${trees.map(it => JSON.stringify(it)).join(',\n    ')}\n  ]\n} }`,
    ].join('\n');
  const { version, trainedOn, sha256, movement, typing } = model;
  return `{\n"version": ${version},\n"trainedOn": ${JSON.stringify(trainedOn)},\n"sha256": "${sha256}",\n"movement": ${head(movement)},\n"typing": ${head(typing)}\n}\n`;
}
