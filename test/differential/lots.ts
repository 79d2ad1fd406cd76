import { seededRandom } from '../support/seeded-random.ts';

/** Draws by a seed. */
export type Lots = {
  readonly unit: () => number;
  /** A whole number from 0, below `count`. */
  readonly below: (count: number) => number;
  /** A whole number: low (inclusive) to high (exclusive). */
  readonly between: (low: number, high: number) => number;
  readonly often: (chance: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly hex: (digits: number) => string;
  /** At most `max` of them, often none. */
  readonly some: <T>(max: number, one: () => T) => T[];
};

export function lotsOf(seed: number): Lots {
  const { unit } = seededRandom(seed);
  const below = (count: number): number => Math.floor(unit() * count);
  return {
    unit,
    below,
    between: (low, high) => low + below(high - low),
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
