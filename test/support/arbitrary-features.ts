import fc from 'fast-check';
import { FEATURE_NAMES, type FeatureName, type Features } from '../../server/core/features/index.ts';

const UNKNOWN = fc.constantFrom({ unknown: 'not-sent' } as const, { unknown: 'blocked' } as const);

const VALUES: { readonly [N in FeatureName]: fc.Arbitrary<Features[N]> } = {
  token: fc.constantFrom(
    'not-expected',
    'none',
    'expired',
    'report-gone',
    'unread',
    'unattested',
    'forged',
    'other-site',
    'genuine',
  ),
  tokenAgeMs: fc.integer({ min: 0, max: 86_400_000 }),
  tokenUse: fc.constantFrom('first', 'advance', 'reused', 'abused'),
  tokenOrigin: fc.constantFrom('same', 'other'),
  tokenSession: fc.constantFrom('same', 'other'),
  deviceKey: fc.constantFrom('verified', 'refused'),
  deviceKeyForked: fc.boolean(),
  deviceKeyKnown: fc.boolean(),
  linkedDevice: fc.constantFrom('own', 'others', 'none'),
  deviceKeyAbsent: fc.boolean(),
  deviceVouched: fc.boolean(),
  deviceStatus: fc.constantFrom('new', 'active', 'fraudulent', 'shared', 'unproven', 'pending'),
  webdriver: fc.boolean(),
  engine: fc.constantFrom('chromium', 'gecko', 'webkit'),
  system: fc.constantFrom('windows', 'macos', 'linux', 'android', 'ios', 'chromeos', 'other'),
  headlessNamed: fc.boolean(),
  userAgentAgreement: fc.constantFrom('agree', 'header', 'request', 'client-hints', 'platform', 'engine'),
  windowGeometry: fc.constantFrom('possible', 'inner-exceeds-outer', 'outer-exceeds-screen'),
  interactions: fc.integer({ min: 0, max: 100 }),
  submitMs: fc.integer({ min: 0, max: 60_000 }),
  inputClock: fc.constantFrom('device', 'synthetic'),
  pressesWithoutPressure: fc.integer({ min: 0, max: 20 }),
  pressesCentred: fc.boolean(),
  pressMsP90: fc.integer({ min: 0, max: 500 }),
  movesOffGridShare: fc.double({ min: 0, max: 1, noNaN: true }),
  capitalsWithoutShift: fc.integer({ min: 0, max: 20 }),
  fieldsFilledAtOnce: fc.integer({ min: 0, max: 5 }),
  firstStepPx: fc.integer({ min: 0, max: 2000 }),
  timeZoneFitsCountry: fc.boolean(),
  accountFailures1hCount: fc.integer({ min: 0, max: 200 }),
  accountAddresses24hCount: fc.integer({ min: 0, max: 200 }),
  accountDevices24hCount: fc.integer({ min: 0, max: 200 }),
  deviceAccounts5mCount: fc.integer({ min: 0, max: 200 }),
  cookieKeys24hCount: fc.integer({ min: 0, max: 200 }),
  recallAccounts24hCount: fc.integer({ min: 0, max: 200 }),
  addressFailures1hCount: fc.integer({ min: 0, max: 200 }),
  addressAccounts1hCount: fc.integer({ min: 0, max: 200 }),
  networkAccounts1hCount: fc.integer({ min: 0, max: 200 }),
  accountLogins: fc.integer({ min: 0, max: 50 }),
};

/** Any values that features can have, the unknown ones too. */
export const arbitraryFeatures: fc.Arbitrary<Features> = fc
  .tuple(
    ...FEATURE_NAMES.map(name =>
      fc.oneof({ weight: 4, arbitrary: VALUES[name] as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: UNKNOWN }),
    ),
  )
  .map(values => Object.fromEntries(FEATURE_NAMES.map((name, i) => [name, values[i]])) as unknown as Features);
