import type { Phase, Verdict } from '../../../shared/wire/judgement.ts';
import type { NetworkFlag } from '../../../shared/wire/views.ts';

/** One screening, as it is counted. Names are only compared. */
export type Seen = {
  readonly id: string;
  readonly at: number;
  readonly account: string | null;
  readonly address: string;
  readonly phase: Phase;
  readonly verdict: Verdict;
  readonly country: string | null;
  readonly asn: number | null;
  readonly flags: readonly NetworkFlag[];
};

export type SeenGroup = {
  readonly key: string;
  readonly screenings: number;
  readonly failed: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Those met last first. */
  readonly accounts: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Of the latest screening. */
  readonly sample: string;
  readonly country: string | null;
  readonly asn: number | null;
  readonly flags: ReadonlySet<NetworkFlag>;
};

type Growing = { -readonly [K in 'screenings' | 'failed' | 'firstAt' | 'lastAt']: SeenGroup[K] } & {
  readonly [K in 'sample' | 'country' | 'asn']: SeenGroup[K];
} & {
  readonly verdicts: Record<Verdict, number>;
  readonly accounts: Few;
  readonly addresses: Few;
  flags: readonly NetworkFlag[];
};

/** Most groups have one of each: a set for every one of them would be most of the memory. */
type Few = { one: string | null; more: Set<string> | null };

function addTo(few: Few, value: string): void {
  if (few.more !== null) few.more.add(value);
  else if (few.one === null) few.one = value;
  else if (few.one !== value) few.more = new Set([few.one, value]);
}

const sizeOf = ({ one, more }: Few): number => more?.size ?? (one === null ? 0 : 1);
const membersOf = ({ one, more }: Few): ReadonlySet<string> => more ?? new Set(one === null ? [] : [one]);

export type Grouping = {
  /** In the order that they come in, the newest first. */
  readonly add: (key: string, seen: Seen) => void;
  /** The greatest first, at most so many; `all`: how many there are of that size. */
  readonly greatest: (wanted: Wanted) => { readonly all: number; readonly groups: readonly SeenGroup[] };
};
export type Wanted = {
  readonly minScreenings: number;
  readonly minAccounts: number;
  readonly sort: 'screenings' | 'accounts' | 'failed';
  readonly limit: number;
};

/** Screenings that have something in common, counted as they are read. */
export function groupSightings(): Grouping {
  const groups = new Map<string, Growing>();
  return {
    add: (key, seen) => {
      const known = groups.get(key);
      const group = known ?? newGroup(seen);
      if (known === undefined) groups.set(key, group);
      group.screenings++;
      if (seen.phase === 'failed') group.failed++;
      group.verdicts[seen.verdict]++;
      if (seen.account !== null) addTo(group.accounts, seen.account);
      addTo(group.addresses, seen.address);
      group.firstAt = Math.min(group.firstAt, seen.at);
      group.lastAt = Math.max(group.lastAt, seen.at);
      if (seen.flags.some(it => !group.flags.includes(it))) group.flags = [...new Set([...group.flags, ...seen.flags])];
    },
    greatest: ({ minScreenings, minAccounts, sort, limit }) => {
      const measure = (it: Growing): number => (sort === 'accounts' ? sizeOf(it.accounts) : it[sort]);
      const large = [...groups].filter(
        ([, it]) => it.screenings >= minScreenings && sizeOf(it.accounts) >= minAccounts,
      );
      const sorted = large.toSorted(([a, one], [b, other]) => measure(other) - measure(one) || (a < b ? -1 : 1));
      return { all: large.length, groups: sorted.slice(0, limit).map(([key, it]) => grown(key, it)) };
    },
  };
}

const NO_FLAGS: readonly NetworkFlag[] = [];

/** Of the screening itself nothing is held on to: most groups have one, and there are as many as it is counted up to. */
const newGroup = ({ id, at, country, asn, flags }: Seen): Growing => ({
  screenings: 0,
  failed: 0,
  verdicts: { OK: 0, REVIEW: 0, NG: 0 },
  accounts: { one: null, more: null },
  addresses: { one: null, more: null },
  firstAt: at,
  lastAt: at,
  sample: id,
  country,
  asn,
  flags: flags.length === 0 ? NO_FLAGS : flags,
});

const grown = (key: string, { accounts, addresses, flags, ...it }: Growing): SeenGroup => ({
  ...it,
  key,
  accounts: membersOf(accounts),
  addresses: membersOf(addresses),
  flags: new Set(flags),
});
