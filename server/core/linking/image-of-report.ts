import { isMissing, type Reading } from '../../../shared/wire/reading.ts';
import type { SignalReadings } from '../../../shared/wire/report.ts';
import type { SignalName, Signals } from '../../../shared/wire/signals.ts';
import { engineOf, namedBy, systemOf } from '../features/browser.ts';
import type { DeviceImage } from './device-image.ts';

type Shown = <N extends SignalName>(name: N) => Signals[N] | null;

/** As ua-parser names them; what is not here keeps its name. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/edge/i, 'edge'],
  [/samsung/i, 'samsung'],
  [/firefox/i, 'firefox'],
  [/^(mobile )?chrome$/i, 'chrome'],
  [/^(mobile )?safari$/i, 'safari'],
];
/** Of the display's settings those that a person sets; dark colours come and go with the sun. */
const PREFERENCES: readonly string[] = [
  'prefers-reduced-motion',
  'prefers-reduced-transparency',
  'prefers-reduced-data',
  'prefers-contrast',
  'forced-colors',
  'inverted-colors',
  'monochrome',
];

/**
 * What a report shows, as devices are compared by it; null where the engine cannot be told: then nothing was measured of it.
 * @param userAgent header of the report's request, for reports without the signal.
 */
export function imageOfReport(signals: SignalReadings, userAgent: string): DeviceImage | null {
  const shown: Shown = <N extends SignalName>(name: N) => shownIn<Signals[N]>(signals[name]);
  const [engine, platform, touch] = [shown('engine'), shown('platform'), shown('touch')];
  const engineFamily = engine === null ? null : engineOf(engine);
  if (engineFamily === null || platform === null) return null;
  const osFamily = systemOf(platform, touch);
  const { browser, major } = namedBy(shown('userAgent') ?? userAgent);
  const browserFamily = isBrave(shown) ? 'brave' : (FAMILIES.find(([it]) => it.test(browser))?.[1] ?? browser);
  return {
    engineFamily,
    osFamily,
    browserFamily,
    browserMajor: major === '' ? null : Number.parseInt(major, 10),
    platform,
    touchPoints: touch?.maxPoints ?? null,
    ...machineOf(shown),
    ...screenOf(shown, osFamily),
    ...drawingOf(shown, browserFamily),
    ...settingsOf(shown),
    ...looseOf(shown),
  };
}

const shownIn = <T>(reading: Reading<T> | undefined): T | null =>
  reading === undefined || isMissing(reading) ? null : reading;

/** Its user agent is Chrome's. */
const isBrave = (shown: Shown): boolean =>
  (shown('userAgentData')?.brands ?? []).some(({ brand }) => brand === 'Brave');

function machineOf(shown: Shown) {
  const [hints, hardware, graphics] = [shown('userAgentHints'), shown('hardware'), shown('graphics')];
  const nanByte = shown('processor')?.nanByte ?? null;
  return {
    deviceModel: hints?.model || null,
    architecture: hints?.architecture ? `${hints.architecture}-${hints.bitness}` : nanByte,
    cores: hardware?.cores ?? null,
    memory: hardware?.memoryGb ?? null,
    gpuVendor: graphics?.vendor || null,
    gpuRenderer: graphics?.renderer || null,
  };
}

function screenOf(shown: Shown, osFamily: string) {
  const [screen, media] = [shown('screen'), shown('mediaFeatures')];
  const { width = null, height = null } = screen ?? {};
  const turned = (osFamily === 'android' || osFamily === 'ios') && width !== null && height !== null && width > height;
  return {
    colorDepth: screen?.colorDepth ?? null,
    pixelRatio: screen?.pixelRatio ?? null,
    screenWidth: turned ? height : width,
    screenHeight: turned ? width : height,
    gamut: media?.['color-gamut'] ?? null,
    hdr: media?.['dynamic-range'] ?? null,
  };
}

function drawingOf(shown: Shown, browserFamily: string) {
  const [graphics, webgpu, canvas, audio] = [shown('graphics'), shown('webgpu'), shown('canvas'), shown('audio')];
  return {
    webglParams: graphics && [graphics.parametersHash, graphics.precisionsHash, graphics.attributesHash].join(),
    webglExtensions: graphics?.extensionsHash ?? null,
    webgpu: webgpu && [webgpu.vendor, webgpu.architecture, webgpu.featuresHash, webgpu.limitsHash].join(),
    canvasText: canvas?.text ?? null,
    canvasGeometry: canvas?.geometry ?? null,
    // Samsung Internet 26 and later makes it up: shared/wire/noise.ts.
    audio: browserFamily === 'samsung' ? null : (audio?.sample ?? null),
    math: shown('math'),
    codecs: shown('codecs'),
    fonts: shown('fonts')?.toSorted() ?? null,
  };
}

function settingsOf(shown: Shown) {
  const [locale, plugins, media] = [shown('locale'), shown('plugins'), shown('mediaFeatures')];
  return {
    languages: shown('languages')?.languages.join() ?? null,
    timeZone: shown('timeZone')?.zone ?? null,
    locale: locale && [locale.locale, locale.hourCycle, locale.samplesHash].join(),
    keyboard: shown('keyboard')?.hash ?? null,
    voices: shown('speech')?.hash ?? null,
    plugins: plugins && [plugins.count, plugins.mimeTypes, plugins.pdfViewer].join(),
    preferences: media && PREFERENCES.map(it => media[it] ?? '').join(),
  };
}

function looseOf(shown: Shown) {
  const [screen, media] = [shown('screen'), shown('mediaDevices')];
  return {
    storageQuota: shown('storage')?.quotaBits ?? null,
    osVersion: versionOf(shown('userAgentHints')?.platformVersion ?? ''),
    frame: screen && `${screen.width - screen.availWidth}x${screen.height - screen.availHeight}`,
    mediaDevices: media && [media.audioInputs, media.audioOutputs, media.videoInputs].join(),
  };
}

/** '15.3.1' is 15.03: rises with each version. */
function versionOf(text: string): number | null {
  const [major = Number.NaN, minor = 0] = text.split('.').map(it => Number.parseInt(it, 10));
  return Number.isFinite(major) ? major + (Number.isFinite(minor) ? minor : 0) / 100 : null;
}

/** Which signals make the image. */
export const LINKED_SIGNALS: readonly SignalName[] = [
  'engine',
  'platform',
  'touch',
  'userAgent',
  'userAgentData',
  'userAgentHints',
  'hardware',
  'graphics',
  'processor',
  'screen',
  'mediaFeatures',
  'webgpu',
  'canvas',
  'audio',
  'math',
  'codecs',
  'fonts',
  'languages',
  'timeZone',
  'locale',
  'keyboard',
  'speech',
  'plugins',
  'storage',
  'mediaDevices',
];
