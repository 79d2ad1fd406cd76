import type { Provenance } from '../../../shared/wire/judgement.ts';
import type { Facts } from '../facts.ts';
import { accountLogins } from './account.ts';
import { apiVersion } from './api-version.ts';
import { engine, headlessNamed, system, userAgentAgreement, webdriver } from './browser.ts';
import { browserVersion } from './browser-version.ts';
import { clientHints } from './client-hints.ts';
import {
  deviceKey,
  deviceKeyAbsent,
  deviceKeyForked,
  deviceKeyKnown,
  deviceStatus,
  deviceVouched,
  linkedDevice,
} from './device-key.ts';
import { layoutAnswer, workDone } from './engine-answers.ts';
import { engineConstants, foreignPart } from './engine-marks.ts';
import {
  addressFailureExcess,
  campaign,
  campaignAccounts1hCount,
  campaignAddresses1hCount,
  campaignFailureExcess,
  networkFailureExcess,
  ownKeyOrNetwork,
  providerFailureExcess,
  stranger,
  strangersFailed24hCount,
  strangersFailureExcess,
} from './failures.ts';
import { type Feature, type FeatureValue, type Known, NOT_SENT } from './feature.ts';
import { windowGeometry } from './geometry.ts';
import {
  habitAddress,
  habitCountry,
  habitHour,
  habitKnownDevice,
  habitLanguages,
  habitNewDevice,
  habitProvider,
  habitRhythm,
  habitRoundTrip,
  habitUserAgent,
} from './habit.ts';
import { movementLogOdds, movementTells, typingLogOdds, typingTells } from './hand-model.ts';
import { activatedUntouched, handOthers24hCount, interactions, submitMs } from './hands.ts';
import {
  capitalsWithoutShift,
  fieldsFilledAtOnce,
  firstStepPx,
  inputClock,
  moveGapMs,
  movesOffGridShare,
  pressesCentred,
  pressesWithoutPressure,
  pressMsP90,
} from './input-events.ts';
import { languagesAgreement } from './languages.ts';
import { pointingDevice, rendererFitsSystem, swiftShader } from './machine.ts';
import { moveGapGrowth, reportNetwork, roundTripExcessMs, sessionBrowser, sessionNetwork } from './moves.ts';
import {
  addressIsProxy,
  addressPrivate,
  addressSharedBy,
  asn,
  country,
  countryForeign,
  hosting,
  languagesForeign,
  networkKind,
  networkKindTrust,
  networkSharedBy,
  privateRelay,
  torExit,
  vpn,
} from './network.ts';
import { accountNewDevices30dCount } from './new-devices.ts';
import { notificationAgreement } from './notifications.ts';
import { pageOrigin } from './page-origin.ts';
import { pastes, payeeKnown } from './payee.ts';
import { phoneDoubts } from './phone.ts';
import { timeZoneFitsCountry } from './place.ts';
import { programContradicted, programInNetwork, programProven, programSignature } from './program.ts';
import { programNamed } from './program-name.ts';
import { reportParts } from './report-parts.ts';
import { headerOrder, lackingHeader } from './request-headers.ts';
import { scopeAgreement, webdriverDenied } from './scopes.ts';
import { timeZonePast } from './time-zone-past.ts';
import { token, tokenAgeMs, tokenOrigin, tokenSession, tokenUse } from './token.ts';
import {
  accountsSinceMintCount,
  browserAccounts24hCount,
  browserAwayNetworks24hCount,
  browserStocked24hCount,
  tokenMintedOn,
} from './token-stock.ts';
import { consoleReader, driverNamed, laidOut, replacedParts } from './tool-traces.ts';
import {
  accountAddresses24hCount,
  accountDevices24hCount,
  accountFailures1hCount,
  addressAccounts1hCount,
  addressFailures1hCount,
  cookieKeys24hCount,
  deviceAccounts5mCount,
  networkAccounts1hCount,
  recallAccounts24hCount,
} from './velocity.ts';

export const FEATURES = {
  token,
  tokenAgeMs,
  tokenUse,
  tokenOrigin,
  tokenSession,
  pageOrigin,
  tokenMintedOn,
  deviceKey,
  deviceKeyForked,
  deviceKeyKnown,
  deviceKeyAbsent,
  deviceVouched,
  deviceStatus,
  linkedDevice,
  webdriver,
  engine,
  system,
  browserVersion,
  headlessNamed,
  userAgentAgreement,
  windowGeometry,
  webdriverDenied,
  driverNamed,
  consoleReader,
  replacedParts,
  laidOut,
  scopeAgreement,
  engineConstants,
  foreignPart,
  apiVersion,
  clientHints,
  phoneDoubts,
  swiftShader,
  rendererFitsSystem,
  pointingDevice,
  notificationAgreement,
  languagesAgreement,
  timeZonePast,
  lackingHeader,
  headerOrder,
  programNamed,
  programProven,
  programInNetwork,
  programContradicted,
  programSignature,
  reportParts,
  layoutAnswer,
  workDone,
  interactions,
  activatedUntouched,
  submitMs,
  inputClock,
  pressesWithoutPressure,
  pressesCentred,
  pressMsP90,
  movesOffGridShare,
  capitalsWithoutShift,
  fieldsFilledAtOnce,
  firstStepPx,
  movementLogOdds,
  movementTells,
  typingLogOdds,
  typingTells,
  handOthers24hCount,
  timeZoneFitsCountry,
  addressIsProxy,
  addressPrivate,
  country,
  asn,
  networkKind,
  networkKindTrust,
  torExit,
  privateRelay,
  vpn,
  hosting,
  countryForeign,
  languagesForeign,
  addressSharedBy,
  networkSharedBy,
  reportNetwork,
  sessionNetwork,
  sessionBrowser,
  roundTripExcessMs,
  moveGapMs,
  moveGapGrowth,
  payeeKnown,
  pastes,
  accountLogins,
  habitAddress,
  habitCountry,
  habitProvider,
  habitRoundTrip,
  habitHour,
  habitUserAgent,
  habitLanguages,
  habitNewDevice,
  habitKnownDevice,
  habitRhythm,
  accountFailures1hCount,
  accountAddresses24hCount,
  accountDevices24hCount,
  accountNewDevices30dCount,
  deviceAccounts5mCount,
  cookieKeys24hCount,
  browserAccounts24hCount,
  browserAwayNetworks24hCount,
  browserStocked24hCount,
  accountsSinceMintCount,
  recallAccounts24hCount,
  addressFailures1hCount,
  addressAccounts1hCount,
  networkAccounts1hCount,
  addressFailureExcess,
  networkFailureExcess,
  providerFailureExcess,
  campaign,
  campaignAccounts1hCount,
  campaignAddresses1hCount,
  campaignFailureExcess,
  ownKeyOrNetwork,
  stranger,
  strangersFailed24hCount,
  strangersFailureExcess,
} as const;

export type FeatureName = keyof typeof FEATURES;
type ValueOf<F> = F extends Feature<infer T> ? T : never;
export type Features = { readonly [N in FeatureName]: Known<ValueOf<(typeof FEATURES)[N]>> };

export const FEATURE_NAMES = Object.keys(FEATURES) as FeatureName[];
export const isFeatureName = (name: string): name is FeatureName => Object.hasOwn(FEATURES, name);

export const UNKNOWN_FEATURES = Object.fromEntries(FEATURE_NAMES.map(name => [name, NOT_SENT])) as unknown as Features;

/** The named ones; all others are unknown. */
export const onlyFeatures = (features: Features, names: readonly FeatureName[]): Features => ({
  ...UNKNOWN_FEATURES,
  ...Object.fromEntries(names.map(name => [name, features[name]])),
});

const LISTED: readonly (readonly [string, Feature<FeatureValue>])[] = Object.entries(FEATURES);

export function deriveFeatures(facts: Facts): Features {
  const derived: Record<string, unknown> = {};
  for (const [name, { derive }] of LISTED) derived[name] = derive(facts);
  return derived as Features;
}

/** The weakest of the named features'. */
export function provenanceOf(names: readonly FeatureName[]): Provenance {
  const of = new Set(names.map(name => FEATURES[name].provenance));
  if (of.has('claimed') || of.size === 0) return 'claimed';
  return of.has('observed') ? 'observed' : 'proven';
}
