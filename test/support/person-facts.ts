import type { Facts, Remembered, ReportFacts } from '../../server/core/facts.ts';
import { deriveFeatures, type Features } from '../../server/core/features/index.ts';
import type { AddressFacts } from '../../server/core/networks/address-facts.ts';
import type { SignalReadings } from '../../shared/wire/report.ts';
import { PEOPLE, type Person } from './people.ts';

/** What a person's own login looks like to core; every test changes only what its story is about. */
export function personFacts(change: Partial<Facts> = {}, person: Person = PEOPLE.chromiumOnLinux): Facts {
  const report: ReportFacts = {
    key: { state: 'none' },
    signals: person.signals,
    streams: {},
    cookie: null,
    origin: 'https://bank.example',
    session: 's-1',
    elsewhere: false,
    postedFrom: null,
    userAgent: person.userAgent,
    layout: 'right',
    work: null,
  };
  return {
    now: Date.UTC(2026, 10, 21),
    action: 'login',
    phase: 'succeeded',
    channel: 'web',
    tokenExpected: true,
    token: { state: 'genuine', ageMs: 14_000, use: 'first' },
    report,
    summary: person.hands,
    client: { userAgent: person.userAgent },
    address: addressIn('JP'),
    addressFamily: 4,
    edgeRttMs: null,
    addressIsProxy: false,
    pulse: null,
    homeCountries: [],
    headers: person.headers ?? null,
    origin: { asked: 'https://bank.example', reportListed: true, pageListed: null },
    session: 's-1',
    sessionStart: null,
    payee: null,
    accountNamed: true,
    program: { verified: null, signature: 'none', contradicted: false },
    device: null,
    likeness: null,
    hand: null,
    habit: null,
    rhythm: 0,
    remembered: remembering(),
    ...change,
  };
}

/** A public address on a fixed line, by data of the same day; null: nothing is known of it. */
export const addressIn = (country: string | null, change: Partial<AddressFacts> = {}): AddressFacts => ({
  scope: 'public',
  place:
    country === null
      ? null
      : { country, region: '', city: '', timeZone: '', latitude: 35.7, longitude: 139.7, radiusKm: 20 },
  asn: country === null ? null : { number: 64_500, name: 'Example Telecom', kind: 'consumer' },
  listed: { tor: null, relay: null, vpn: null, mobile: null, hosting: null },
  dataAt: { places: Date.UTC(2026, 10, 21), asn: Date.UTC(2026, 10, 21) },
  ...change,
});

/** A known account with some undisputed logins, on a known device. */
export function remembering({ logins = 5, deviceAccounts5m = 1 } = {}): Remembered {
  const none = { '5m': 0, '1h': 0, '24h': 0, '30d': 0 };
  const subject = { firstSeenAt: 0, lastSeenAt: 0, counters: {}, distincts: {}, lists: {}, crowds: {} };
  return {
    account: { ...subject, lists: { logins: Array.from({ length: logins }, (_, n) => `scr_${n}`) } },
    device: { ...subject, distincts: { accounts: { ...none, '5m': deviceAccounts5m } } },
    key: null,
    recall: null,
    address: null,
    network: null,
    line: null,
  };
}

/** The same person, with some signals otherwise. */
export function withSignals(
  signals: SignalReadings,
  change: Partial<Facts> = {},
  person: Person = PEOPLE.chromiumOnLinux,
): Facts {
  const facts = personFacts(change, person);
  if (facts.report === null) return facts;
  return { ...facts, report: { ...facts.report, signals: { ...facts.report.signals, ...signals } } };
}

export const featuresOf = (facts: Facts = personFacts()): Features => deriveFeatures(facts);
