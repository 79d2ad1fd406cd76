import { accountManyNewDevices } from './account-many-new-devices.ts';
import { activatedUntouched } from './activated-untouched.ts';
import { apiVersionMismatch } from './api-version-mismatch.ts';
import { browserHeaderLacking } from './browser-header-lacking.ts';
import { capitalsWithoutShift } from './capitals-without-shift.ts';
import { clientHintsContradiction } from './client-hints-contradiction.ts';
import { clientHintsEmptied } from './client-hints-emptied.ts';
import { consoleRead } from './console-read.ts';
import { cookieMoved } from './cookie-moved.ts';
import { cookieShared } from './cookie-shared.ts';
import type { Detector } from './detector.ts';
import { deviceFraudulent } from './device-fraudulent.ts';
import { deviceKeyAbsent } from './device-key-absent.ts';
import { deviceKeyForked } from './device-key-forked.ts';
import { deviceKeyRefused } from './device-key-refused.ts';
import { deviceManyAccounts } from './device-many-accounts.ts';
import { deviceVouched } from './device-vouched.ts';
import { driverNamed } from './driver-named.ts';
import { emulatedPhone } from './emulated-phone.ts';
import { engineConstantsMixed } from './engine-constants-mixed.ts';
import { engineForeignPart } from './engine-foreign-part.ts';
import { failingNetwork } from './failing-network.ts';
import { fieldsFilledAtOnce } from './fields-filled-at-once.ts';
import { firstAccess } from './first-access.ts';
import { foreignCountry } from './foreign-country.ts';
import { foreignLanguage } from './foreign-language.ts';
import { habitCountryNew } from './habit-country-new.ts';
import { habitDeviceKnown } from './habit-device-known.ts';
import { habitDeviceNew } from './habit-device-new.ts';
import { habitHourUnusual } from './habit-hour-unusual.ts';
import { habitLanguageNew } from './habit-language-new.ts';
import { habitNetworkKnown } from './habit-network-known.ts';
import { habitNetworkNew } from './habit-network-new.ts';
import { habitRhythmUnlike } from './habit-rhythm-unlike.ts';
import { habitRoundTripUnusual } from './habit-round-trip-unusual.ts';
import { habitUserAgentNew } from './habit-user-agent-new.ts';
import { handReplayed } from './hand-replayed.ts';
import { headerOrder } from './header-order.ts';
import { headlessUserAgent } from './headless-user-agent.ts';
import { hostingNetwork } from './hosting-network.ts';
import { impossibleWindowGeometry } from './impossible-window-geometry.ts';
import { inputClockSynthetic } from './input-clock-synthetic.ts';
import { languagesContradiction } from './languages-contradiction.ts';
import { layoutAbsent } from './layout-absent.ts';
import { layoutUnseen } from './layout-unseen.ts';
import { layoutWrong } from './layout-wrong.ts';
import { loginCampaign } from './login-campaign.ts';
import { movementUnlikeHand } from './movement-unlike-hand.ts';
import { movesOffGrid } from './moves-off-grid.ts';
import { noPointingDevice } from './no-pointing-device.ts';
import { noToken } from './no-token.ts';
import { notificationContradiction } from './notification-contradiction.ts';
import { pageNotLaidOut } from './page-not-laid-out.ts';
import { pageOtherOrigin } from './page-other-origin.ts';
import { partsReplaced } from './parts-replaced.ts';
import { payeeHesitant } from './payee-hesitant.ts';
import { pointerJump } from './pointer-jump.ts';
import { pressCentred } from './press-centred.ts';
import { pressInstant } from './press-instant.ts';
import { pressWithoutPressure } from './press-without-pressure.ts';
import { programContradicted } from './program-contradicted.ts';
import { programInNetwork } from './program-in-network.ts';
import { programNamed } from './program-named.ts';
import { programProven } from './program-proven.ts';
import { programSignatureRefused } from './program-signature-refused.ts';
import { recallManyAccounts } from './recall-many-accounts.ts';
import { remoteControlBegun } from './remote-control-begun.ts';
import { rendererOtherSystem } from './renderer-other-system.ts';
import { reportImpossible } from './report-impossible.ts';
import { reportOtherNetwork } from './report-other-network.ts';
import { roundTripMismatch } from './round-trip-mismatch.ts';
import { scopeContradiction } from './scope-contradiction.ts';
import { sessionOtherBrowser } from './session-other-browser.ts';
import { sessionOtherNetwork } from './session-other-network.ts';
import { softwareRenderer } from './software-renderer.ts';
import { strangersFailing } from './strangers-failing.ts';
import { submitInstant } from './submit-instant.ts';
import { submitWithoutInteraction } from './submit-without-interaction.ts';
import { timeZoneContradiction } from './time-zone-contradiction.ts';
import { timeZoneCountry } from './time-zone-country.ts';
import { tokenAbused } from './token-abused.ts';
import { tokenFarm } from './token-farm.ts';
import { tokenForged } from './token-forged.ts';
import { tokenOld } from './token-old.ts';
import { tokenOtherOrigin } from './token-other-origin.ts';
import { tokenOtherSession } from './token-other-session.ts';
import { tokenOtherSite } from './token-other-site.ts';
import { tokenReused } from './token-reused.ts';
import { tokenUnattested } from './token-unattested.ts';
import { torExit } from './tor-exit.ts';
import { userAgentMismatch } from './user-agent-mismatch.ts';
import { vpnNetwork } from './vpn-network.ts';
import { webdriver } from './webdriver.ts';
import { webdriverDenied } from './webdriver-denied.ts';
import { workAbsent } from './work-absent.ts';
import { workWrong } from './work-wrong.ts';

/** Every detector of the gate. Order means nothing: a property test shuffles them. */
export const DETECTORS: readonly Detector[] = [
  webdriver,
  headlessUserAgent,
  userAgentMismatch,
  impossibleWindowGeometry,
  webdriverDenied,
  driverNamed,
  consoleRead,
  partsReplaced,
  pageNotLaidOut,
  scopeContradiction,
  engineConstantsMixed,
  engineForeignPart,
  apiVersionMismatch,
  clientHintsEmptied,
  clientHintsContradiction,
  emulatedPhone,
  rendererOtherSystem,
  softwareRenderer,
  noPointingDevice,
  notificationContradiction,
  languagesContradiction,
  timeZoneContradiction,
  browserHeaderLacking,
  headerOrder,
  programNamed,
  programContradicted,
  programInNetwork,
  programProven,
  programSignatureRefused,
  reportImpossible,
  layoutWrong,
  layoutUnseen,
  layoutAbsent,
  workWrong,
  workAbsent,
  noToken,
  tokenUnattested,
  tokenOld,
  tokenReused,
  tokenAbused,
  tokenForged,
  tokenOtherSite,
  tokenOtherOrigin,
  tokenOtherSession,
  pageOtherOrigin,
  submitWithoutInteraction,
  submitInstant,
  activatedUntouched,
  inputClockSynthetic,
  pressWithoutPressure,
  capitalsWithoutShift,
  movesOffGrid,
  pressCentred,
  pressInstant,
  pointerJump,
  fieldsFilledAtOnce,
  movementUnlikeHand,
  handReplayed,
  remoteControlBegun,
  payeeHesitant,
  timeZoneCountry,
  torExit,
  vpnNetwork,
  hostingNetwork,
  foreignCountry,
  foreignLanguage,
  reportOtherNetwork,
  sessionOtherNetwork,
  roundTripMismatch,
  firstAccess,
  habitNetworkNew,
  habitCountryNew,
  habitNetworkKnown,
  habitRoundTripUnusual,
  habitUserAgentNew,
  habitLanguageNew,
  habitHourUnusual,
  habitDeviceNew,
  accountManyNewDevices,
  habitDeviceKnown,
  habitRhythmUnlike,
  deviceManyAccounts,
  recallManyAccounts,
  tokenFarm,
  failingNetwork,
  loginCampaign,
  strangersFailing,
  cookieShared,
  deviceKeyRefused,
  deviceKeyForked,
  deviceKeyAbsent,
  cookieMoved,
  sessionOtherBrowser,
  deviceFraudulent,
  deviceVouched,
];
