import type { ShownSignal } from '../demo/router.ts';
import { SIGNALS, type SignalName } from '../shared/wire/signals.ts';
import type { FeatureName } from './core/features/index.ts';
import { LINKED_SIGNALS } from './core/linking/image-of-report.ts';

/** Which features read a signal; a test holds it to their sources. */
export const SIGNAL_READERS: Readonly<Partial<Record<SignalName, readonly FeatureName[]>>> = {
  webdriver: ['webdriver'],
  pageOrigin: ['pageOrigin'],
  engine: ['engine', 'engineConstants'],
  layout: ['laidOut'],
  platform: ['system', 'userAgentAgreement'],
  touch: [
    'system',
    'phoneDoubts',
    'pointingDevice',
    'movementLogOdds',
    'movementTells',
    'typingLogOdds',
    'typingTells',
  ],
  userAgent: ['system', 'headlessNamed', 'userAgentAgreement', 'browserVersion', 'clientHints', 'phoneDoubts'],
  userAgentData: ['system', 'headlessNamed', 'userAgentAgreement', 'foreignPart', 'clientHints', 'phoneDoubts'],
  userAgentHints: ['clientHints', 'phoneDoubts'],
  window: ['windowGeometry', 'laidOut', 'layoutAnswer'],
  screen: ['windowGeometry'],
  storage: ['deviceKeyAbsent'],
  mediaFeatures: ['windowGeometry', 'pointingDevice'],
  timeZone: ['timeZoneFitsCountry', 'timeZonePast'],
  timeZoneHistory: ['timeZonePast'],
  languages: ['languagesAgreement', 'languagesForeign'],
  permissions: ['notificationAgreement'],
  consoleReader: ['consoleReader'],
  tampering: ['replacedParts', 'driverNamed'],
  workerScope: ['scopeAgreement', 'webdriverDenied'],
  frameScope: ['layoutAnswer', 'scopeAgreement', 'webdriverDenied'],
  apis: ['apiVersion'],
  math: ['foreignPart'],
  audio: ['foreignPart'],
  network: ['roundTripExcessMs'],
  processor: ['foreignPart', 'phoneDoubts'],
  graphics: ['swiftShader', 'rendererFitsSystem', 'phoneDoubts'],
};

/** They read an image that most signals are part of. */
const LINK_FEATURES: readonly FeatureName[] = ['linkedDevice', 'recallAccounts24hCount'];

/** What the demo's page of signals says of each. */
export function shownSignals(): readonly ShownSignal[] {
  const readers: Readonly<Record<string, readonly string[] | undefined>> = SIGNAL_READERS;
  const linked: readonly string[] = LINKED_SIGNALS;
  return Object.entries(SIGNALS).map(([name, { purpose, stability, version, chunk, level }]) => ({
    name,
    purpose,
    stability,
    version,
    chunk,
    level,
    readBy: [...(readers[name] ?? []), ...(linked.includes(name) ? LINK_FEATURES : [])],
  }));
}
