import { countedTogether, type TriedSample } from '../season/tried-accounts.ts';
import { countTogether, type DistinctSample, sampleOf, together } from './distinct-sample.ts';
import { type Campaign, campaignOf, type ShapeCount } from './shape-count.ts';

const HOUR_MS = 60 * 60_000;
/** As far back as a campaign's size is told. */
export const SIZE_MS = 24 * HOUR_MS;

/** What one process saw of a shape, as it tells the others. */
export type ShapeSketch = {
  readonly firstAt: number;
  readonly lastAt: number;
  readonly attempts: number;
  /** Of the last hour. */
  readonly owners: TriedSample;
  readonly others: TriedSample;
  /** Of the last day. */
  readonly accounts: DistinctSample;
  readonly addresses: DistinctSample;
};

export const sketchOf = ({ owners, others, accounts, addresses, ...rest }: ShapeCount, now: number): ShapeSketch => ({
  ...rest,
  owners: owners.sample(now),
  others: others.sample(now),
  accounts: sampleOf(accounts, now - SIZE_MS),
  addresses: sampleOf(addresses, now - SIZE_MS),
});

export type ShapeSize = {
  readonly startedAt: number;
  readonly lastAt: number;
  /** Since it started. */
  readonly attempts: number;
  /** In the day before its last. */
  readonly accounts: number;
  readonly addresses: number;
};

/** Of a shape that several processes saw. */
export function sizeOf(sketches: readonly ShapeSketch[]): ShapeSize {
  const lastAt = Math.max(...sketches.map(it => it.lastAt));
  const count = (samples: readonly DistinctSample[]): number => countTogether(together(samples), lastAt - SIZE_MS);
  return {
    startedAt: Math.min(...sketches.map(it => it.firstAt)),
    lastAt,
    attempts: sketches.reduce((sum, it) => sum + it.attempts, 0),
    accounts: count(sketches.map(it => it.accounts)),
    addresses: count(sketches.map(it => it.addresses)),
  };
}

/** What those of this process and of others are together, as `campaignIn` says it of one. */
export function campaignTogether(
  sketches: readonly ShapeSketch[],
  usualShare: number | null,
  now: number,
): Campaign | null {
  const lately = (samples: readonly DistinctSample[]): number => countTogether(together(samples), now - HOUR_MS);
  return campaignOf(
    {
      firstAt: Math.min(...sketches.map(it => it.firstAt)),
      owners: countedTogether(
        sketches.map(it => it.owners),
        now,
      ),
      others: countedTogether(
        sketches.map(it => it.others),
        now,
      ),
      accounts: lately(sketches.map(it => it.accounts)),
      addresses: () => lately(sketches.map(it => it.addresses)),
    },
    usualShare,
  );
}
