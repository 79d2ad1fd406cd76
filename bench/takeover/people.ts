import { type Draws, seededDraws } from '../device/seeded-draws.ts';
import type { Kind } from './browsers.ts';
import type { Place } from './login.ts';
import { aCarrier, aHome, anOffice, type Carrier } from './places.ts';
import {
  CLASS_SHARES,
  CLASSES,
  DAY_MS,
  type Frequency,
  GAP_DAYS,
  LIFE,
  LOGINS_BEFORE,
  type Settings,
  START,
} from './settings.ts';

/** A browser on a machine; it changes as its owner lives. */
export type Device = {
  kind: Kind;
  readonly isPhone: boolean;
  /** Days after its release came. */
  readonly lag: number;
  key: string | null;
  /** The visit that its counter is at. */
  visit: string;
  cookie: string;
  returning: boolean;
  usedAt: number;
  /** Visits before the newest: what a copy of the profile would go on from. */
  before: string;
};

/** One home: its address and, where there is one, the computer all use. */
export type Household = { place: Place; readonly shared: Device | null; readonly people: number };

export type Owner = {
  readonly account: string;
  readonly frequency: Frequency;
  readonly household: Household;
  readonly phone: Device;
  /** The household's, where that is shared. */
  readonly computer: Device | null;
  readonly carrier: Carrier;
  readonly office: Place | null;
  /** Of the day, UTC. */
  readonly hour: number;
  readonly manager: boolean;
  /** Comes with neither key nor cookie, always. */
  readonly alwaysNeither: boolean;
  readonly firstAt: number;
  readonly draws: Draws;
};

const OFFICES = 40;
const HOUR_MS = 60 * 60_000;

/** The people of the site, by household; each draws from a seed of its own, so that what one does moves nobody else. */
export function populate(settings: Settings): readonly Owner[] {
  const { seed, accounts } = settings;
  const owners: Owner[] = [];
  let made = 0;
  for (let home = 0; owners.length < accounts; home++) {
    const draws = seededDraws(seed, 1, home);
    const people = 1 + draws.weighted(LIFE.household);
    const sharing = people > 1 && draws.chance(LIFE.sharedComputer);
    const device = (kind: Kind): Device => newDevice(kind, `h${home}d${made++}`, draws);
    const household = { place: aHome(draws), shared: sharing ? device(computerKind(draws)) : null, people };
    for (let n = 0; n < people && owners.length < accounts; n++) {
      owners.push(ownerOf(`acc_${home}_${n}`, household, device, seededDraws(seed, 2, home, n), settings));
    }
  }
  return owners;
}

function ownerOf(
  account: string,
  household: Household,
  device: (kind: Kind) => Device,
  draws: Draws,
  { iosShare, neitherShare, alwaysNeither, networksOfRegion }: Settings,
): Owner {
  const frequency = CLASSES[draws.weighted(CLASSES.map(it => CLASS_SHARES[it]))] ?? 'daily';
  const before = LOGINS_BEFORE.least + draws.below(LOGINS_BEFORE.most - LOGINS_BEFORE.least + 1);
  const own = draws.chance(LIFE.computer) ? device(computerKind(draws)) : null;
  const firstAt = START - (before * GAP_DAYS[frequency] - draws.unit()) * DAY_MS;
  return {
    account,
    frequency,
    household,
    phone: device(draws.chance(iosShare) ? 'safariOnIphone' : 'chromeOnAndroid'),
    computer: household.shared ?? own,
    carrier: aCarrier(draws, networksOfRegion),
    office: draws.chance(LIFE.worksElsewhere) ? anOffice(draws.below(OFFICES)) : null,
    // Evenings in Japan, mostly: 9 to 23 o'clock.
    hour: (24 + Math.min(23, Math.max(7, 20 + 4 * (draws.unit() + draws.unit() + draws.unit() - 1.7))) - 9) % 24,
    manager: draws.chance(LIFE.passwordManager),
    alwaysNeither: draws.chance(alwaysNeither * neitherShare),
    firstAt,
    draws,
  };
}

const computerKind = (draws: Draws): Kind =>
  draws.chance(LIFE.firefoxOfComputers)
    ? 'firefox'
    : draws.chance(LIFE.macOfComputers)
      ? 'chromeOnMac'
      : draws.chance(0.3)
        ? 'edgeOnWindows'
        : 'chromeOnWindows';

export function newDevice(kind: Kind, name: string, draws: Draws): Device {
  const isPhone = kind === 'safariOnIphone' || kind === 'chromeOnAndroid';
  const fresh = { key: `k${name}`, visit: '', before: '', cookie: `c${name}`, returning: false, usedAt: 0 };
  return { kind, isPhone, lag: draws.below(14), ...fresh };
}

/** Its next login: about as often as it comes, at about its hour; now and then at any. */
export function comesNext(owner: Owner, at: number): number {
  const { draws, frequency, hour } = owner;
  const days = GAP_DAYS[frequency] * (0.3 + 1.4 * draws.unit());
  const day = Math.floor((at + days * DAY_MS) / DAY_MS);
  const usual = hour + 2.5 * (draws.unit() + draws.unit() + draws.unit() - 1.5);
  const then = draws.chance(LIFE.oddHourOfLogins) ? 24 * draws.unit() : (usual + 24) % 24;
  return Math.max(at + 2 * HOUR_MS, Math.floor(day * DAY_MS + then * HOUR_MS));
}
