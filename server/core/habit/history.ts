import type { Change } from '../subjects/subject.ts';
import { timeOfScreening } from '../uses.ts';
import { HABIT_FIELDS, type HabitField, type HabitValues, shortMarkOf } from './values.ts';

/**
 * What each undisputed login taught of an account's habits, one packed member of its list `habits` a login: a dispute takes back exactly
 * that. 50 to 65 bytes each.
 */
export type HabitLogin = {
  /** A mark of the screening. */
  readonly login: string;
  readonly at: number;
  /** It came with a key that something strong had spoken for. */
  readonly vouched: boolean;
  /** It came with a cookie of the account's whose key was gone (core/habit/lone-cookie.ts). */
  readonly loneCookie: boolean;
  readonly values: HabitValues;
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** What was new is trusted after this, unless it is disputed: time for a statement, a notice, a look at the list of devices. */
export const PROBATION_MS = 14 * DAY_MS;
/** Of values that were not known before, a week teaches so many of each kind: a flood of them makes no habit. */
export const NEW_VALUES_A_WEEK = 3;
const WEEK_MS = 7 * DAY_MS;
/** The same again within this time teaches nothing: so forty logins are a month at the least. */
const AGAIN_MS = 20 * 60 * MINUTE_MS;

export function habitLogin(
  screeningId: string,
  values: HabitValues,
  { vouched, loneCookie }: Pick<HabitLogin, 'vouched' | 'loneCookie'>,
): HabitLogin {
  const at = Math.floor(timeOfScreening(screeningId) / MINUTE_MS) * MINUTE_MS;
  return { login: shortMarkOf(screeningId), at, vouched, loneCookie, values };
}

export function writeHabit({ login, at, vouched, loneCookie, values }: HabitLogin): string {
  const flags = `${vouched ? 'v' : ''}${loneCookie ? 'c' : ''}`;
  return [login, (at / MINUTE_MS).toString(36), flags, ...HABIT_FIELDS.map(field => values[field])].join(' ');
}

export function readHabit(member: string): HabitLogin {
  const [login = '', minutes = '', flags = '', ...shown] = member.split(' ');
  const of = (n: number): string => shown[n] ?? '';
  const values: HabitValues = {
    network: of(0),
    asn: of(1),
    country: of(2),
    userAgent: of(3),
    browser: of(4),
    system: of(5),
    deviceType: of(6),
    languages: of(7),
    roundTrip: of(8),
    device: of(9),
  };
  const at = Number.parseInt(minutes, 36) * MINUTE_MS;
  return { login, at, vouched: flags.includes('v'), loneCookie: flags.includes('c'), values };
}

/** Read to judge, and again to teach. */
const readBefore = new WeakMap<readonly string[], readonly HabitLogin[]>();

/** The oldest first. */
export function readHabits(members: readonly string[]): readonly HabitLogin[] {
  const before = readBefore.get(members);
  if (before !== undefined) return before;
  const read = members.map(readHabit).sort((a, b) => a.at - b.at);
  readBefore.set(members, read);
  return read;
}

const isSame = (a: HabitValues, b: HabitValues): boolean => HABIT_FIELDS.every(field => a[field] === b[field]);

/**
 * What this login adds to the account's list, and what gives way to it; nothing where it says what was said a little before.
 * @param max members that are kept.
 */
export function habitLesson(members: readonly string[], lesson: HabitLogin, max: number): readonly Change[] {
  const known = readHabits(members);
  if (known.some(it => it.login === lesson.login)) return [];
  const taught = { ...lesson, values: withoutFlood(known, lesson) };
  const again = (it: HabitLogin): boolean =>
    Math.abs(taught.at - it.at) < AGAIN_MS && it.vouched === taught.vouched && isSame(it.values, taught.values);
  if (known.some(again)) return [];
  const gone = known.length < max ? [] : [givesWay([...known, taught])];
  return [
    ...gone.map((it): Change => ({ kind: 'remove', list: 'habits', member: writeHabit(it) })),
    { kind: 'add', list: 'habits', member: writeHabit(taught) },
  ];
}

/**
 * Takes back what the login taught, and what the device did that it is a fraud of. Said again, it changes nothing.
 * @param deviceId null: the device is not disputed.
 */
export function habitDispute(
  members: readonly string[],
  screeningId: string,
  deviceId: string | null,
): readonly Change[] {
  const login = `${shortMarkOf(screeningId)} `;
  const device = deviceId === null ? null : shortMarkOf(deviceId);
  return members
    .filter(it => it.startsWith(login) || (device !== null && readHabit(it).values.device === device))
    .map((member): Change => ({ kind: 'remove', list: 'habits', member }));
}

/** Beyond the week's few, a value that is new is not learned. */
function withoutFlood(known: readonly HabitLogin[], { at, values }: HabitLogin): HabitValues {
  // The first login of all teaches whatever it shows.
  if (known.length === 0) return values;
  const kept: Record<HabitField, string> = { ...values };
  for (const field of HABIT_FIELDS) {
    const value = values[field];
    if (value === '' || known.some(it => it.values[field] === value)) continue;
    const firsts = new Map<string, number>();
    for (const it of known) if (!firsts.has(it.values[field])) firsts.set(it.values[field], it.at);
    const lately = [...firsts].filter(([name, since]) => name !== '' && at - since < WEEK_MS);
    if (lately.length >= NEW_VALUES_A_WEEK) kept[field] = '';
  }
  return kept;
}

/**
 * Of the commonest way to come, the second oldest goes: its oldest says since when, the others how often. So a rare way stays known
 * beside a daily one. @param all the oldest first, never empty.
 */
function givesWay(all: readonly HabitLogin[]): HabitLogin {
  const ways = Map.groupBy(all, ({ values }) => `${values.network} ${values.userAgent} ${values.device}`);
  let commonest: readonly HabitLogin[] = [];
  for (const members of ways.values()) if (members.length > commonest.length) commonest = members;
  const gone = commonest[1] ?? all[0];
  if (gone === undefined) throw new Error('nothing gives way where nothing is kept');
  return gone;
}
