/** The population, fixed: what a figure of this bench stands on. Shares are of people unless said. */
export type Settings = {
  readonly seed: number;
  readonly accounts: number;
  /** Of logins, those with neither key nor cookie: private windows, browsers that clear themselves. */
  readonly neitherShare: number;
  /** Of those logins, the ones of people who always come so; the others may be anybody's. */
  readonly alwaysNeither: number;
  readonly iosShare: number;
  /** Of a carrier's 120 networks, those that a phone comes out at. */
  readonly networksOfRegion: number;
  /** The chance that a key is still there a month after its last visit, by engine; WebKit's beside its seven days. */
  readonly keySurvival: { readonly chromium: number; readonly gecko: number; readonly webkit: number };
};

export const SETTINGS: Settings = {
  seed: 20_260_801,
  accounts: 1200,
  neitherShare: 0.02,
  // Nobody knows: habits tell the more, the more of them are of the same people, so the harder is assumed, and the other swept.
  alwaysNeither: 0,
  iosShare: 0.5,
  networksOfRegion: 12,
  keySurvival: { chromium: 0.95, gecko: 0.9, webkit: 0.85 },
};

export const CLASSES = ['daily', 'weekly', 'rare'] as const;
export type Frequency = (typeof CLASSES)[number];
/** Mean days between logins, and how many of the people come so. */
export const GAP_DAYS: Readonly<Record<Frequency, number>> = { daily: 1, weekly: 7, rare: 25 };
export const CLASS_SHARES: Readonly<Record<Frequency, number>> = { daily: 0.3, weekly: 0.4, rare: 0.3 };

/** The ninety days that are measured; each account logged in so often before they begin. */
export const DAYS = 90;
export const LOGINS_BEFORE = { least: 2, most: 45 };
export const DAY_MS = 24 * 60 * 60_000;
export const START = Date.UTC(2026, 7, 1);
export const END = START + DAYS * DAY_MS;

/** Of a person's day; what happens seldom is a chance a day or a login. */
export const LIFE = {
  computer: 0.6,
  firefoxOfComputers: 0.1,
  macOfComputers: 0.15,
  phoneLogins: 0.6,
  mobileOfPhoneLogins: 0.45,
  worksElsewhere: 0.25,
  atWorkByDay: 0.6,
  passwordManager: 0.3,
  /** Of households, by people in them. */
  household: [0.4, 0.3, 0.2, 0.1],
  sharedComputer: 0.35,
  newPhoneADay: 1 / 900,
  otherMakeOfNewPhones: 0.1,
  clearedADay: 1 / 300,
  movedADay: 1 / 1500,
  travelOfLogins: 0.005,
  oddHourOfLogins: 0.08,
  /** Logins before which the password was mistyped once. */
  mistypedOfLogins: 0.05,
  onSalePeople: 0.3,
} as const;
/** Everybody at once for twenty minutes, at noon in Japan. */
export const ON_SALE = { at: START + 45 * DAY_MS + 3 * 60 * 60_000, lastsMs: 20 * 60_000 };

/** WebKit deletes what a script stored after seven days without a visit: so often it is seen to. */
export const WEBKIT_DAYS = 7;
export const WEBKIT_DELETES = 0.9;
/** A key that went: so often the cookie went with it. */
export const COOKIE_GOES_TOO = 0.5;

export function settingsLines(it: Settings): readonly string[] {
  const { chromium, gecko, webkit } = it.keySurvival;
  const classes = CLASSES.map(of => `${of} ${percent(CLASS_SHARES[of])} every ${GAP_DAYS[of]} d`).join(', ');
  return [
    `${it.accounts} accounts, seed ${it.seed}, ${DAYS} days after ${LOGINS_BEFORE.least} to ${LOGINS_BEFORE.most} logins each: ${classes}`,
    `neither key nor cookie: ${percent(it.neitherShare)} of logins, ${percent(it.alwaysNeither)} of them of people who always come so · iOS ${percent(it.iosShare)} of phones · a phone comes out at ${it.networksOfRegion} networks of its carrier`,
    `a key is there a month later: Chromium ${percent(chromium)}, Gecko ${percent(gecko)}, WebKit ${percent(webkit)} (after ${WEBKIT_DAYS} days away ${percent(1 - WEBKIT_DELETES)})`,
    Object.entries(LIFE)
      .map(([name, share]) => `${name} ${typeof share === 'number' ? percent(share) : share.map(percent).join('/')}`)
      .join(' · '),
  ];
}

const percent = (share: number): string => `${Number((100 * share).toFixed(2))} %`;
