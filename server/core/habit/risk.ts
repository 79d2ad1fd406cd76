import {
  ADDRESS_WEIGHTS,
  featureRisk,
  freemanScore,
  globalLikelihood,
  localLikelihood,
  USER_AGENT_WEIGHTS,
  userRisk,
} from './freeman.ts';
import { type HabitLogin, PROBATION_MS } from './history.ts';
import type { CountedField, SiteHabits } from './site-counts.ts';
import { besideBucket, type HabitField, type HabitValues } from './values.ts';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** What was usual fades: a job, a flat, a phone. It changes shares, never whether something was seen. */
const HALF_LIFE_MS = 120 * DAY_MS;

/** What one part of a login adds to the log-odds of a takeover, and whether the account's history has it. */
export type Part = {
  /** Claimed parts are held to 0 and more by their features; not here. */
  readonly logOdds: number;
  readonly seen: 'settled' | 'probation' | 'never';
};

export type HabitRisk = {
  /** Undisputed logins that the account's habits were learned from. */
  readonly logins: number;
  readonly address: Part;
  readonly country: Part['seen'] | 'unknown';
  readonly userAgent: Part | null;
  readonly languages: Part | null;
  readonly roundTrip: Part | null;
  /** Over what an hour is worth where anyone might come at any. */
  readonly hour: number;
  /** Neither a key nor a cookie that the account knows. Whose browsers keep neither is known by the account's own history. */
  readonly newDevice: number;
  /** The key's proof, once it was seen for long enough or something strong spoke for it. */
  readonly knownDevice: number;
};

/** Counts of one account's history: with all that it saw, and with what has stood its probation. */
type History = {
  readonly logins: number;
  readonly seen: (field: HabitField, value: string) => number;
  readonly settled: (field: HabitField, value: string) => number;
};

function historyOf(habits: readonly HabitLogin[], now: number): History {
  const weights = habits.map(it => 2 ** (-Math.max(0, now - it.at) / HALF_LIFE_MS));
  const seen = (field: HabitField, value: string): number => {
    let sum = 0;
    for (let i = 0; i < habits.length; i++) if (habits[i]?.values[field] === value) sum += weights[i] ?? 0;
    return sum;
  };
  const isSettled = (field: HabitField, value: string): boolean =>
    habits.some(it => it.values[field] === value && (it.vouched || now - it.at >= PROBATION_MS));
  return {
    logins: weights.reduce((sum, it) => sum + it, 0),
    seen,
    settled: (field, value) => (isSettled(field, value) ? seen(field, value) : 0),
  };
}

type Branch = readonly (readonly [field: CountedField, weight: number])[];
const ADDRESS: Branch = [
  ['network', ADDRESS_WEIGHTS.network],
  ['asn', ADDRESS_WEIGHTS.asn],
  ['country', ADDRESS_WEIGHTS.country],
];
const USER_AGENT: Branch = [
  ['userAgent', USER_AGENT_WEIGHTS.userAgent],
  ['browser', USER_AGENT_WEIGHTS.browser],
  ['system', USER_AGENT_WEIGHTS.system],
  ['deviceType', USER_AGENT_WEIGHTS.deviceType],
];
const LANGUAGES: Branch = [['languages', 1]];
const ROUND_TRIP: Branch = [['roundTrip', 1]];

/** Levels that are not known leave their weight to the others. */
function levelsOf(branch: Branch, values: HabitValues): Branch {
  const known = branch.filter(([field]) => values[field] !== '');
  const all = known.reduce((sum, [, weight]) => sum + weight, 0);
  return known.map(([field, weight]) => [field, weight / all]);
}

/** ln of p(x) / p(x | u, L), over all that was seen or over what is settled. */
function branchLogOdds(
  levels: Branch,
  values: HabitValues,
  history: History,
  site: SiteHabits,
  count: History['seen'],
): number {
  const among = (of: (field: CountedField) => number) =>
    levels.map(([field, weight]) => ({ weight, count: of(field) }));
  const global = globalLikelihood(
    among(field => site.count(field, values[field])),
    site.logins,
    levels.slice(1).map(([field]) => site.distinct(field)),
  );
  const local = localLikelihood(
    among(field => count(field, values[field])),
    history.logins,
  );
  return Math.log(featureRisk(global, local));
}

/**
 * Only what has stood its probation lowers: that the provider is the usual one lowers nothing where the network is not, for an address of
 * any provider is bought as easily as one of any country. What was seen does not raise meanwhile. null: nothing of the branch is known.
 */
function partOf(branch: Branch, values: HabitValues, history: History, site: SiteHabits): Part | null {
  const levels = levelsOf(branch, values);
  const [leaf] = levels;
  if (leaf === undefined) return null;
  const [field] = leaf;
  const seen = seenOf(history, field, values[field]);
  if (seen === 'probation') return { logOdds: 0, seen };
  const settled = branchLogOdds(levels, values, history, site, history.settled);
  if (seen === 'settled') return { logOdds: settled, seen };
  const all = branchLogOdds(levels, values, history, site, history.seen);
  return { logOdds: Math.max(0, Math.min(settled, all)), seen };
}

const seenOf = (history: History, field: HabitField, value: string): Part['seen'] =>
  history.settled(field, value) > 0 ? 'settled' : history.seen(field, value) > 0 ? 'probation' : 'never';

/** Neighbouring buckets are one: in the history as on the site. */
function roundTripOf(values: HabitValues, history: History, site: SiteHabits): Part | null {
  const near = besideBucket(values.roundTrip);
  const over =
    (of: History['seen']): History['seen'] =>
    (field, _) =>
      near.reduce((sum, it) => sum + of(field, it), 0);
  const around: SiteHabits = {
    ...site,
    count: (field, _) =>
      Math.min(
        site.logins,
        near.reduce((sum, it) => sum + site.count(field, it), 0),
      ),
  };
  return partOf(ROUND_TRIP, values, { ...history, seen: over(history.seen), settled: over(history.settled) }, around);
}

/** Hours of a day that a person comes within of the usual one, in standard deviations of a bell around the clock. */
const HOUR_SPREAD = 2;
/** As if so many logins more had come at any hour: nobody's hours are known from three. */
const HOUR_SMOOTHING = 3;
const AT_ANY_HOUR = 1 / 24;
/** One night at the computer is no theft. */
const HOUR_MAX = 1;
const hourOf = (ms: number): number => (ms / HOUR_MS) % 24;
const BELL_SUM = HOUR_SPREAD * Math.sqrt(2 * Math.PI);

/**
 * How much likelier this hour is for who comes at any time than for the account, whose hours lie on a circle: 23:30 is near 0:30. The
 * hour may be chosen, so it never lowers.
 */
export function hourLogOdds(at: readonly number[], now: number): number {
  const hour = hourOf(now);
  let near = 0;
  for (const it of at) {
    const apart = Math.abs(hour - hourOf(it));
    const hours = Math.min(apart, 24 - apart);
    near += Math.exp(-(hours ** 2) / (2 * HOUR_SPREAD ** 2)) / BELL_SUM;
  }
  const own = (near + HOUR_SMOOTHING * AT_ANY_HOUR) / (at.length + HOUR_SMOOTHING);
  return Math.min(HOUR_MAX, Math.max(0, Math.log(AT_ANY_HOUR / own)));
}

/** Of takeovers, those that come with the account's own key: someone at the owner's browser, a program in it, a whole copied profile. */
const OWN_KEY_ATTACKS = 0.1;
/** As if of thirty logins more one had come from a new device: people buy phones and clear browsers. */
const NEW_DEVICES = { logins: 30, new: 1 };
/** Three logins are worth half: whoever has just begun has not shown the second device yet. */
const SURE_HALF = 3;

/** How often the account came from a device that was new to it: of all logins but the first, which was new to everyone. */
export function newDeviceShare(habits: readonly HabitLogin[]): number {
  const known = new Set<string>();
  let came = 0;
  for (const [n, { values }] of habits.entries()) {
    if (n > 0 && (values.device === '' || !known.has(values.device))) came++;
    if (values.device !== '') known.add(values.device);
  }
  return (came + NEW_DEVICES.new) / (Math.max(0, habits.length - 1) + NEW_DEVICES.logins);
}

/** Device proof, as the model would hold it: p(new | A) / p(new | u, L), and the same for a key that is known. */
export const newDeviceLogOdds = (share: number, logins: number): number =>
  Math.max(0, Math.log((1 - OWN_KEY_ATTACKS) / share)) * (logins / (logins + SURE_HALF));
export const knownDeviceLogOdds = (share: number): number => Math.log(OWN_KEY_ATTACKS / (1 - share));

export type DeviceHere = {
  /** `proven`: its key is the account's; `cookie`: known by a cookie alone, which may be a copy. */
  readonly by: 'proven' | 'cookie' | 'unknown';
  readonly vouched: boolean;
  /** false: nothing could tell of a device. */
  readonly told: boolean;
};

/** All that the account's own history says of this login, by the model. @param habits the oldest first, never empty. */
export function habitRisk(
  habits: readonly HabitLogin[],
  values: HabitValues,
  device: DeviceHere,
  site: SiteHabits,
  now: number,
): HabitRisk {
  const history = historyOf(habits, now);
  const share = newDeviceShare(habits);
  const isOld = device.vouched || history.settled('device', values.device) > 0;
  return {
    logins: habits.length,
    address: partOf(ADDRESS, values, history, site) ?? { logOdds: 0, seen: 'never' },
    country: values.country === '' ? 'unknown' : seenOf(history, 'country', values.country),
    userAgent: partOf(USER_AGENT, values, history, site),
    languages: partOf(LANGUAGES, values, history, site),
    roundTrip: roundTripOf(values, history, site),
    hour: hourLogOdds(
      habits.map(it => it.at),
      now,
    ),
    newDevice: device.by === 'unknown' && device.told ? newDeviceLogOdds(share, habits.length) : 0,
    knownDevice: device.by === 'proven' && isOld ? Math.min(0, knownDeviceLogOdds(share)) : 0,
  };
}

/** The plain model of the paper over the same history, unclamped and without probation: what the bench sets beside ours. */
export function plainScore(
  habits: readonly HabitLogin[],
  values: HabitValues,
  site: SiteHabits,
  users: number,
): number {
  const seen = (field: HabitField, value: string): number => habits.filter(it => it.values[field] === value).length;
  const history: History = { logins: habits.length, seen, settled: seen };
  const risks = [ADDRESS, USER_AGENT].map(branch =>
    Math.exp(branchLogOdds(levelsOf(branch, values), values, history, site, seen)),
  );
  return freemanScore(risks, userRisk(habits.length, site.logins, users));
}
