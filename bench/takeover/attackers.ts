import type { Grade } from '../../shared/wire/judgement.ts';
import type { Draws } from '../device/seeded-draws.ts';
import { browserAt, engineOf, type Kind } from './browsers.ts';
import { type Login, USUAL_PAGE_MS } from './login.ts';
import type { Owner } from './people.ts';
import { farAway, lineOf, taintedHome, throughVpn } from './places.ts';
import { DAY_MS, GAP_DAYS } from './settings.ts';

/** Who holds the right password, and is not the owner. */
export type Attacker = {
  readonly name: string;
  readonly knows: string;
  /** Step-ups that it gets through: a code that the owner is made to read out, a phone that lies on the same table. */
  readonly passes: readonly Grade[];
  /** null: not of this owner. */
  readonly comes: (owner: Owner, at: number, serial: number, draws: Draws) => Login | null;
};

const KINDS: readonly Kind[] = [
  'chromeOnWindows',
  'chromeOnWindows',
  'chromeOnAndroid',
  'safariOnIphone',
  'chromeOnMac',
];
const anyKind = (draws: Draws): Kind => KINDS[draws.below(KINDS.length)] ?? 'chromeOnWindows';
/** A copy that is used about two days later: the owner may have come between. */
const COPY_DAYS = 2;

const stranger = (
  owner: Owner,
  at: number,
  serial: number,
  { browser, place }: Pick<Login, 'browser' | 'place'>,
): Login => ({
  serial,
  at,
  account: owner.account,
  phase: 'succeeded',
  browser,
  place,
  cookie: { id: `x${serial}`, returning: false },
  // The agent makes a key in whatever browser runs it.
  key: { id: `x${serial}`, after: '' },
  pageMs: USUAL_PAGE_MS,
});

/** The owner's usual browser, as a stranger would learn of it from a leak or from a phishing page. */
const ownersBrowser = ({ phone, computer, manager }: Owner, at: number, draws: Draws) => {
  const device = computer !== null && draws.chance(0.5) ? computer : phone;
  return browserAt(device.kind, at, device.lag, manager);
};

export const ATTACKERS: readonly Attacker[] = [
  {
    name: 'naive',
    knows: 'the password',
    passes: [],
    comes: (owner, at, serial, draws) =>
      stranger(owner, at, serial, { browser: browserAt(anyKind(draws), at, 0, false), place: farAway(draws) }),
  },
  {
    name: 'VPN in country',
    knows: 'the password, the country',
    passes: [],
    comes: (owner, at, serial, draws) =>
      stranger(owner, at, serial, { browser: browserAt(anyKind(draws), at, 0, false), place: throughVpn(draws) }),
  },
  {
    name: 'targeted',
    knows: 'the password, country, provider, user agent',
    passes: [],
    comes: (owner, at, serial, draws) =>
      stranger(owner, at, serial, {
        browser: ownersBrowser(owner, at, draws),
        place: lineOf(draws, owner.household.place.facts.asn?.number ?? 0),
      }),
  },
  {
    name: 'cookie thief',
    knows: 'the password, the cookies, user agent, country; off iOS',
    passes: [],
    comes: (owner, at, serial, draws) => {
      const device = [owner.computer, owner.phone].find(
        it => it !== null && engineOf(it.kind) !== 'webkit' && it.returning,
      );
      if (device === undefined || device === null) return null;
      const browser = browserAt(device.kind, at, device.lag, false);
      const login = stranger(owner, at, serial, { browser, place: throughVpn(draws) });
      return { ...login, cookie: { id: device.cookie, returning: true } };
    },
  },
  {
    name: 'whole-profile thief',
    knows: 'the password, a copy of the browser with its key, country',
    passes: [],
    comes: (owner, at, serial, draws) => {
      const device = owner.computer ?? owner.phone;
      if (!device.returning || device.key === null || device.before === '') return null;
      const cameBetween = draws.chance(COPY_DAYS / (COPY_DAYS + GAP_DAYS[owner.frequency]));
      const browser = browserAt(device.kind, at, device.lag, false);
      const login = stranger(owner, at, serial, { browser, place: throughVpn(draws) });
      const key = { id: device.key, after: cameBetween ? device.before : device.visit };
      return { ...login, cookie: { id: device.cookie, returning: true }, key };
    },
  },
  {
    name: 'real-time relay',
    knows: 'all that the owner types, and the browser it is typed in',
    passes: ['possession', 'strong-possession'],
    comes: (owner, at, serial, draws) => ({
      ...stranger(owner, at, serial, { browser: ownersBrowser(owner, at, draws), place: throughVpn(draws) }),
      key: null,
    }),
  },
  {
    name: 'slow stuffing',
    knows: 'the password, from a list; homes in the country',
    passes: [],
    comes: (owner, at, serial, draws) =>
      stranger(owner, at, serial, {
        browser: browserAt('chromeOnWindows', at, 0, false),
        place: taintedHome(draws.below(100), draws),
      }),
  },
  {
    name: 'insider, shared device',
    knows: 'the password, at the family’s computer',
    passes: ['possession', 'strong-possession'],
    comes: (owner, at, serial) => {
      const { shared, place } = owner.household;
      if (shared === null || !shared.returning || shared.key === null) return null;
      const browser = browserAt(shared.kind, at, shared.lag, false);
      const login = stranger(owner, at, serial, { browser, place });
      const cookie = { id: shared.cookie, returning: true };
      return { ...login, cookie, key: { id: shared.key, after: shared.visit } };
    },
  },
];

/** After the login that has just been: some time of any day before the owner's next. */
export const strikesAt = ({ frequency }: Owner, at: number, draws: Draws): number =>
  Math.floor(at + (0.1 + 0.5 * draws.unit()) * GAP_DAYS[frequency] * DAY_MS);
