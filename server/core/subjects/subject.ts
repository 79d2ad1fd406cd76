import { addToCounter, type Buckets, countsOf } from './counter.ts';
import { addToCrowd, CROWD_DAYS, type Crowd, crowdCountOf, NO_CROWD } from './crowd.ts';
import { addToDistinct, type Distinct, distinctCountsOf, NO_DISTINCT } from './distinct.ts';
import { addToList, removeFromList } from './list.ts';
import { markOf } from './mark.ts';
import { LONGEST_WINDOW_MS, type WindowCounts } from './windows.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Counts say nothing after the longest window. */
export const COUNTS_LIFE_MS = LONGEST_WINDOW_MS + DAY_MS;

const CROWD_LIFE_MS = (CROWD_DAYS + 1) * DAY_MS;
/** More devices than this that agree on a bucket's part cannot be told apart by the rest anyway. */
export const CANDIDATES_PER_BUCKET = 24;

/**
 * Everything that the state remembers of one kind of subject. A subject is one packed row or hash of a store, changed in one atomic
 * step, and gone some time after the last change: see `lifeMsOf`. Lists: the most members that are kept, the newest.
 */
export const SUBJECTS = {
  account: {
    lifeMs: 400 * DAY_MS,
    counters: ['attempts', 'failures'],
    distincts: ['addresses', 'devices'],
    /** See core/device-status.ts, core/uses.ts, core/vouching.ts, core/key-places.ts, core/habit, core/payees.ts, core/notice. */
    lists: {
      logins: 20,
      devices: 20,
      uses: 60,
      trust: 32,
      keys: 12,
      habits: 40,
      rhythms: 20,
      rhythmsWaiting: 4,
      payees: 20,
      notices: 8,
    },
    crowds: [],
  },
  /**
   * What an account's lanes took of passwords that failed (core/lockout): those of vouched devices are its own. `locks`: until when each
   * lane is, or was, locked. Apart from the account, whose row lives long: who tries invented ones leaves nothing for long.
   */
  lockout: {
    lifeMs: COUNTS_LIFE_MS,
    counters: ['ownFailures', 'ownPopularity', 'otherFailures', 'otherPopularity'],
    distincts: [],
    lists: { locks: 4 },
    crowds: [],
  },
  /** What happened to an account beside its screenings (core/journal.ts): some 100 bytes each, and of most accounts a handful. */
  journal: { lifeMs: 400 * DAY_MS, counters: [], distincts: [], lists: { events: 60 }, crowds: [] },
  /**
   * A browser, by its carrier cookie. `images`: those that its visits added to buckets. Of tokens that were spent on another network than
   * they were made on: `away`, those networks; `stocked`, how many were kept while others were spent. `provenKeys`: marks of
   * the last that came with it.
   */
  device: {
    lifeMs: COUNTS_LIFE_MS,
    counters: ['images', 'stocked'],
    distincts: ['accounts', 'keys', 'away'],
    lists: { provenKeys: 8 },
    crowds: [],
  },
  /** A browser, by the key that it proved, once that was let in: the visits spent with it, see core/key-line.ts. */
  key: {
    lifeMs: 400 * DAY_MS,
    counters: ['images', 'stocked'],
    distincts: ['accounts', 'away'],
    lists: { spent: 16 },
    crowds: [],
  },
  /**
   * `tried`, `failed`: the accounts that logins were tried at (core/season/tried.ts), and those at which they failed. `vouched`: devices
   * that were known for an owner's, when they came from there: how many people share it.
   */
  address: {
    lifeMs: CROWD_LIFE_MS,
    counters: ['failures'],
    distincts: ['accounts', 'tried', 'failed'],
    lists: {},
    crowds: ['vouched'],
  },
  /** The /24 or /64 of an address. */
  network: {
    lifeMs: CROWD_LIFE_MS,
    counters: [],
    distincts: ['accounts', 'tried', 'failed'],
    lists: {},
    crowds: ['vouched'],
  },
  /** The /56 of an IPv6 address: what one line is usually given. */
  line: { lifeMs: CROWD_LIFE_MS, counters: [], distincts: [], lists: {}, crowds: ['vouched'] },
  /** Devices whose images are alike in a part, by that part's hash: see core/linking. */
  bucket: {
    lifeMs: CROWD_LIFE_MS,
    counters: [],
    distincts: [],
    lists: { sightings: CANDIDATES_PER_BUCKET },
    crowds: ['devices'],
  },
  /** One image of a machine, by its recallId. `accounts`: those that browsers nobody knows were used for. */
  recall: { lifeMs: CROWD_LIFE_MS, counters: [], distincts: ['accounts'], lists: {}, crowds: ['devices'] },
  /** A registered program's signature, by its nonce: what it was spent on. Longer than one may be valid. */
  signature: { lifeMs: 2 * 60 * 60_000, counters: [], distincts: [], lists: { uses: 4 }, crowds: [] },
  /**
   * A hand, by a print of how it moved (core/hands/hand-prints.ts), and the newest few who showed it. A day, as the disclosure promises
   * of rhythm and movements: a recording that is played again comes within it, and each day more would hold as many hands more to
   * mistake one for.
   */
  hand: { lifeMs: DAY_MS, counters: [], distincts: [], lists: { shownBy: 6 }, crowds: [] },
  /** A session of the site, by its name: how it began (core/session-start.ts). A day after it was last used. */
  session: { lifeMs: DAY_MS, counters: [], distincts: [], lists: { began: 1 }, crowds: [] },
} as const satisfies Record<string, SubjectShape>;

export type SubjectShape = {
  /** While a list has members, or a crowd was seen: those of invented accounts, counted once by an attacker, go with their counts. */
  readonly lifeMs: number;
  readonly counters: readonly string[];
  readonly distincts: readonly string[];
  readonly lists: Readonly<Record<string, number>>;
  readonly crowds: readonly string[];
};
export type SubjectType = keyof typeof SUBJECTS;
export const SUBJECT_TYPES = Object.keys(SUBJECTS) as readonly SubjectType[];

export const shapeOf = (type: SubjectType): SubjectShape => SUBJECTS[type];

/** `key` is a reference (a keyed hash) or a random id: nothing that names a person. */
export type SubjectId = { readonly type: SubjectType; readonly key: string };

/**
 * One change of one thing that a subject remembers. A new kind is a line here, its function in this folder, its part of the store's
 * script (adapters/redis), and its cases in the contract suite.
 */
export type Change =
  | { readonly kind: 'count'; readonly name: string; readonly by: number }
  | { readonly kind: 'distinct'; readonly name: string; readonly value: string }
  | { readonly kind: 'sight'; readonly name: string; readonly value: string }
  | { readonly kind: 'add'; readonly list: string; readonly member: string }
  /** Counts from nothing again. Of a subject that is not known this and the next make nothing. */
  | { readonly kind: 'restart'; readonly name: string }
  | { readonly kind: 'remove'; readonly list: string; readonly member: string };

export type SubjectChange = { readonly subject: SubjectId; readonly changes: readonly Change[] };

/** As a store keeps it. */
export type StoredSubject = {
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly counters: Readonly<Record<string, Buckets>>;
  readonly distincts: Readonly<Record<string, Distinct>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly crowds: Readonly<Record<string, Crowd>>;
};

/** As it is read at a moment: every name of its shape is there. */
export type Subject = {
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly counters: Readonly<Record<string, WindowCounts>>;
  readonly distincts: Readonly<Record<string, WindowCounts>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly crowds: Readonly<Record<string, number>>;
};

/** From the last change to its end. */
export const lifeMsOf = ({ lists, crowds }: StoredSubject, type: SubjectType): number =>
  Object.values(lists).some(it => it.length > 0) || Object.keys(crowds).length > 0
    ? shapeOf(type).lifeMs
    : COUNTS_LIFE_MS;

/** null stays null where there is nothing to remove from. Throws for a name that the subject's shape lacks. */
export function changeSubject(
  was: StoredSubject | null,
  type: SubjectType,
  changes: readonly Change[],
  now: number,
): StoredSubject | null {
  if (was === null && changes.every(it => it.kind === 'remove' || it.kind === 'restart')) return null;
  const start = was ?? { firstSeenAt: now, lastSeenAt: now, counters: {}, distincts: {}, lists: {}, crowds: {} };
  const seen = { firstSeenAt: Math.min(start.firstSeenAt, now), lastSeenAt: Math.max(start.lastSeenAt, now) };
  return changes.reduce<StoredSubject>((it, change) => changed(it, shapeOf(type), change, now), { ...start, ...seen });
}

function changed(it: StoredSubject, shape: SubjectShape, change: Change, now: number): StoredSubject {
  switch (change.kind) {
    case 'count': {
      known(shape.counters, change.name);
      const counter = addToCounter(it.counters[change.name] ?? [], now, change.by);
      return { ...it, counters: { ...it.counters, [change.name]: counter } };
    }
    case 'restart': {
      known(shape.counters, change.name);
      const { [change.name]: _, ...counters } = it.counters;
      return { ...it, counters };
    }
    case 'distinct': {
      known(shape.distincts, change.name);
      const distinct = addToDistinct(it.distincts[change.name] ?? NO_DISTINCT, markOf(change.value), now);
      return { ...it, distincts: { ...it.distincts, [change.name]: distinct } };
    }
    case 'sight': {
      known(shape.crowds, change.name);
      const crowd = addToCrowd(it.crowds[change.name] ?? NO_CROWD, markOf(change.value), now);
      return { ...it, crowds: { ...it.crowds, [change.name]: crowd } };
    }
    case 'add': {
      known(Object.keys(shape.lists), change.list);
      const max = shape.lists[change.list] ?? 0;
      const list = addToList(it.lists[change.list] ?? [], change.member, max);
      return { ...it, lists: { ...it.lists, [change.list]: list } };
    }
    case 'remove': {
      known(Object.keys(shape.lists), change.list);
      const list = removeFromList(it.lists[change.list] ?? [], change.member);
      return { ...it, lists: { ...it.lists, [change.list]: list } };
    }
  }
}

function known(names: readonly string[], name: string): void {
  if (!names.includes(name)) throw new Error(`subjects of this type remember no ${name}`);
}

export function readSubject(it: StoredSubject, type: SubjectType, now: number): Subject {
  const shape = shapeOf(type);
  const each = <T>(names: readonly string[], read: (name: string) => T): Record<string, T> =>
    Object.fromEntries(names.map(name => [name, read(name)]));
  return {
    firstSeenAt: it.firstSeenAt,
    lastSeenAt: it.lastSeenAt,
    counters: each(shape.counters, name => countsOf(it.counters[name] ?? [], now)),
    distincts: each(shape.distincts, name => distinctCountsOf(it.distincts[name] ?? NO_DISTINCT, now)),
    lists: each(Object.keys(shape.lists), name => it.lists[name] ?? []),
    crowds: each(shape.crowds, name => crowdCountOf(it.crowds[name] ?? NO_CROWD, now)),
  };
}
