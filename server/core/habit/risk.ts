import { type DeviceHere, deviceRisk } from './device-risk.ts';
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
import { newNetworkLogOdds, newNetworkShare } from './new-network.ts';
import type { CountedField, SiteHabits } from './site-counts.ts';
import { besideBucket, HABIT_FIELDS, type HabitField, type HabitValues } from './values.ts';

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
  /** Who runs the network. */
  readonly provider: Part['seen'] | 'unknown';
  readonly userAgent: Part | null;
  readonly languages: Part | null;
  readonly roundTrip: Part | null;
  /** Over what an hour is worth where anyone might come at any. */
  readonly hour: number;
  /** No key that the account knows, and no cookie but one that lost its key. Whose browsers keep neither is known by its own history. */
  readonly newDevice: number;
  /** It shows neither a device nor a network of the account's. */
  readonly stranger: boolean;
  /** It proved a key of the account's. */
  readonly proven: boolean;
  /** The key's proof, once it was seen for long enough or something strong spoke for it. */
  readonly knownDevice: number;
};

type Sums = Readonly<Record<HabitField, number>>;
/** How often one login's values came among the account's, of each field; `settled`: where the value has stood its probation. */
type History = { readonly logins: number; readonly seen: Sums; readonly settled: Sums };

const zeros = (): Record<HabitField, number> => ({
  network: 0,
  asn: 0,
  country: 0,
  userAgent: 0,
  browser: 0,
  system: 0,
  deviceType: 0,
  languages: 0,
  roundTrip: 0,
  device: 0,
});

function historyOf(habits: readonly HabitLogin[], values: HabitValues, now: number): History {
  const near = besideBucket(values.roundTrip);
  const [seen, settled] = [zeros(), zeros()];
  const stood = new Set<HabitField>();
  let logins = 0;
  for (const it of habits) {
    const weight = 2 ** (-Math.max(0, now - it.at) / HALF_LIFE_MS);
    const isOld = it.vouched || now - it.at >= PROBATION_MS;
    logins += weight;
    for (const field of HABIT_FIELDS) {
      const value = it.values[field];
      if (field === 'roundTrip' ? !near.includes(value) : value !== values[field]) continue;
      seen[field] += weight;
      if (isOld) stood.add(field);
    }
  }
  for (const field of stood) settled[field] = seen[field];
  return { logins, seen, settled };
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

/** Neighbouring buckets of the round trip are one: in the history as on the site. */
function siteCount(site: SiteHabits, field: CountedField, value: string): number {
  if (field !== 'roundTrip') return site.count(field, value);
  const around = besideBucket(value).reduce((sum, it) => sum + site.count(field, it), 0);
  return Math.min(site.logins, around);
}

/** ln of p(x) / p(x | u, L), over all that was seen or over what is settled. */
function branchLogOdds(levels: Branch, values: HabitValues, site: SiteHabits, logins: number, counts: Sums): number {
  const among = (of: (field: CountedField) => number) =>
    levels.map(([field, weight]) => ({ weight, count: of(field) }));
  const global = globalLikelihood(
    among(field => siteCount(site, field, values[field])),
    site.logins,
    levels.slice(1).map(([field]) => site.distinct(field)),
  );
  const local = localLikelihood(
    among(field => counts[field]),
    logins,
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
  const seen = seenOf(history, field);
  if (seen === 'probation') return { logOdds: 0, seen };
  const settled = branchLogOdds(levels, values, site, history.logins, history.settled);
  if (seen === 'settled') return { logOdds: settled, seen };
  const all = branchLogOdds(levels, values, site, history.logins, history.seen);
  return { logOdds: Math.max(0, Math.min(settled, all)), seen };
}

/**
 * The model holds a network that was never seen, of a provider that was, for a third as usual as the provider: whoever knows the provider
 * would pass. So the greater of both counts.
 */
function addressPart(values: HabitValues, history: History, site: SiteHabits, habits: readonly HabitLogin[]): Part {
  const part = partOf(ADDRESS, values, history, site) ?? { logOdds: 0, seen: 'never' };
  if (values.network === '' || part.seen !== 'never') return part;
  return { ...part, logOdds: Math.max(part.logOdds, newNetworkLogOdds(newNetworkShare(habits), habits.length)) };
}

const seenOf = ({ seen, settled }: History, field: HabitField): Part['seen'] =>
  settled[field] > 0 ? 'settled' : seen[field] > 0 ? 'probation' : 'never';

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

/** All that the account's own history says of this login, by the model. @param habits the oldest first, never empty. */
export function habitRisk(
  habits: readonly HabitLogin[],
  values: HabitValues,
  device: DeviceHere,
  site: SiteHabits,
  now: number,
): HabitRisk {
  const history = historyOf(habits, values, now);
  const isOld = device.vouched || history.settled.device > 0;
  const address = addressPart(values, history, site, habits);
  return {
    logins: habits.length,
    address,
    stranger: device.by === 'unknown' && values.network !== '' && address.seen === 'never',
    proven: device.by === 'proven',
    country: values.country === '' ? 'unknown' : seenOf(history, 'country'),
    provider: values.asn === '' ? 'unknown' : seenOf(history, 'asn'),
    userAgent: partOf(USER_AGENT, values, history, site),
    languages: partOf(LANGUAGES, values, history, site),
    roundTrip: partOf(ROUND_TRIP, values, history, site),
    hour: hourLogOdds(
      habits.map(it => it.at),
      now,
    ),
    ...deviceRisk(device, habits, isOld),
  };
}

/** The plain model of the paper over the same history, unclamped and without probation: what the bench sets beside ours. */
export function plainScore(
  habits: readonly HabitLogin[],
  values: HabitValues,
  site: SiteHabits,
  users: number,
): number {
  const seen = zeros();
  for (const it of habits) for (const field of HABIT_FIELDS) if (it.values[field] === values[field]) seen[field]++;
  const risks = [ADDRESS, USER_AGENT].map(branch =>
    Math.exp(branchLogOdds(levelsOf(branch, values), values, site, habits.length, seen)),
  );
  return freemanScore(risks, userRisk(habits.length, site.logins, users));
}
