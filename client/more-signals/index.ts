import type { FullSignals, MoreSignals, Signals } from '../../shared/wire/signals.ts';
import type { Collectors } from '../collect.ts';
import { apis } from './apis.ts';
import { appleSettings } from './apple-settings.ts';
import { audio } from './audio.ts';
import { canvas } from './canvas.ts';
import { codecs } from './codecs.ts';
import { consoleReader } from './console-reader.ts';
import { contentBlockers } from './content-blockers.ts';
import { display } from './display.ts';
import { fontSizes } from './font-sizes.ts';
import { fonts } from './fonts.ts';
import { frameScope } from './frame-scope.ts';
import { graphics } from './graphics.ts';
import { keyboard } from './keyboard.ts';
import { locale } from './locale.ts';
import { math } from './math.ts';
import { mediaDevices } from './media-devices.ts';
import { mediaFeatures } from './media-features.ts';
import { network } from './network.ts';
import { permissionStates } from './permission-states.ts';
import { privacyChoices } from './privacy-choices.ts';
import { processor } from './processor.ts';
import { speech } from './speech.ts';
import { storage } from './storage.ts';
import { tampering } from './tampering.ts';
import { timeZoneHistory } from './time-zone-history.ts';
import { touchEvents } from './touch-events.ts';
import { userAgentHints } from './user-agent-hints.ts';
import { vendorFlavors } from './vendor-flavors.ts';
import { webgpu } from './webgpu.ts';
import { workerScope } from './worker-scope.ts';

/**
 * Of any level, and begun before its own: those that wait for something, so that they wait while the others run, and those that take
 * no time. What does not fit is shed from the end.
 */
export const earlySignals = {
  workerScope,
  consoleReader,
  tampering,
  permissionStates,
  userAgentHints,
  speech,
  webgpu,
  storage,
  mediaDevices,
  keyboard,
  apis,
  display,
  mediaFeatures,
  processor,
  timeZoneHistory,
  privacyChoices,
  vendorFlavors,
  codecs,
  math,
  touchEvents,
  appleSettings,
};

/** At `light`, after those. */
export const lightSignals = { graphics, frameScope, locale, network };

/** At `full` instead. Pictures come before a WebGL context, which may change how they are drawn; those that use a frame share one. */
export const fullSignals = { audio, canvas, frameScope, fontSizes, fonts, graphics, locale, network, contentBlockers };

export const moreSignals = { ...earlySignals, ...fullSignals } satisfies Collectors<MoreSignals & FullSignals>;

/** As in the registry of the wire, which a test compares. */
export const ownDeadlinesMs: { readonly [N in keyof Signals]?: number } = {
  workerScope: 400,
  consoleReader: 400,
  speech: 400,
  webgpu: 400,
  mediaDevices: 400,
  audio: 450,
  fonts: 400,
  fontSizes: 400,
};
