import { seededRandom } from '../support/seeded-random.ts';

/** How likely, and a whole number from `low` (inclusive) to `high` (exclusive). */
export type Step = readonly [share: number, low: number, high: number];

/** Draws by a seed. */
export type Lots = {
  readonly unit: () => number;
  /** A whole number from 0, below `count`. */
  readonly below: (count: number) => number;
  /** A whole number: low (inclusive) to high (exclusive). */
  readonly between: (low: number, high: number) => number;
  /** One of these, by their shares; 0 for what they leave of 1. */
  readonly step: (steps: readonly Step[]) => number;
  readonly often: (chance: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly hex: (digits: number) => string;
  /** At most `max` of them, often none. */
  readonly some: <T>(max: number, one: () => T) => T[];
};

export function lotsOf(seed: number): Lots {
  const { unit } = seededRandom(seed);
  const below = (count: number): number => Math.floor(unit() * count);
  const between = (low: number, high: number): number => low + below(high - low);
  return {
    unit,
    below,
    between,
    step: steps => {
      let lot = unit();
      for (const [share, low, high] of steps) {
        if (lot < share) return between(low, high);
        lot -= share;
      }
      return 0;
    },
    often: chance => unit() < chance,
    pick: list => {
      const index = below(list.length);
      if (!(index in list)) throw new Error('nothing to pick from');
      return list[index] as (typeof list)[number];
    },
    hex: digits => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
    some: (max, one) => Array.from({ length: below(max + 1) }, one),
  };
}

/** SEED=… plays a run again. */
export const seedOfRun = (): number => Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
