import type { DeviceImage } from '../../server/core/linking/device-image.ts';
import { baseFonts, fontList } from './font-lists.ts';
import { INTEGRATED, PRIVATE_SHARE, SCALES, type Screen, type System, VERSION_DAYS, VERSION_NOW } from './market.ts';
import type { Device } from './population.ts';
import type { Draws } from './seeded-draws.ts';

const ENGINES: Readonly<Record<string, string>> = { firefox: 'gecko', safari: 'webkit' };
const PLATFORMS = {
  windows: 'Win32',
  macos: 'MacIntel',
  linux: 'Linux x86_64',
  android: 'Linux armv81',
  ios: 'iPhone',
};
const ARCHITECTURES = { windows: 'x86-64', macos: 'arm64', linux: 'x86-64', android: 'arm64', ios: 'arm64' };
const MOBILE_GPUS: Readonly<Partial<Record<System, string>>> = { macos: 'Apple', ios: 'Apple', android: 'Qualcomm' };
const GPU_MAKERS = ['Intel', 'NVIDIA', 'AMD'] as const;

/** What one visit shows of a device. @param day 0 is today, days before it are negative. @param draws of this visit. */
export function imageOf(device: Device, day: number, draws: Draws): DeviceImage {
  const isPrivate = draws.chance(PRIVATE_SHARE);
  const screen = device.docked !== null && draws.chance(0.35) ? device.docked : device.screen;
  const visit: Visit = { isPrivate, screen, major: majorOf(device, day), noise: draws.below(2 ** 30) };
  const frame = draws.chance(0.03) ? 20 + draws.below(4) : device.frame;
  const media = device.headset && draws.chance(0.4) ? device.media + 10 : device.media;
  const engineFamily = ENGINES[device.browser] ?? 'chromium';
  const image: DeviceImage = {
    browserFamily: device.browser,
    engineFamily,
    browserMajor: visit.major,
    osFamily: device.system,
    ...hardwareOf(device, engineFamily),
    ...screenOf(device, visit),
    ...drawingOf(device, visit, engineFamily),
    ...settingsOf(device, engineFamily),
    fonts: engineFamily === 'webkit' ? baseFonts(device.fonts.base) : fontList(device.fonts),
    storageQuota: engineFamily === 'chromium' ? (isPrivate ? 9 : device.quota) : null,
    osVersion: engineFamily === 'chromium' || device.system === 'ios' ? device.systemVersion : null,
    frame: device.system === 'android' || device.system === 'ios' ? 0 : frame,
    mediaDevices: engineFamily === 'webkit' ? null : media,
  };
  return protect(device, visit, image);
}

type Visit = { readonly isPrivate: boolean; readonly screen: Screen; readonly major: number; readonly noise: number };

function majorOf({ lag, phase }: Device, day: number): number {
  return VERSION_NOW - lag + Math.floor((day + phase - VERSION_DAYS + 1) / VERSION_DAYS);
}

function hardwareOf(device: Device, engine: string) {
  const { model, memory, system } = device;
  const isChromium = engine === 'chromium';
  const shown = { cores: engine !== 'webkit' ? model.cores : system === 'ios' ? 4 : 8, touchPoints: model.touch };
  return {
    ...shown,
    ...gpuOf(device, engine),
    deviceModel: isChromium && system === 'android' ? model.name : null,
    architecture: isChromium ? ARCHITECTURES[system] : null,
    platform: PLATFORMS[system],
    memory: isChromium ? memory : null,
  };
}

/** Gecko names a class of GPUs, WebKit none. */
function gpuOf({ model, system }: Device, engine: string) {
  const maker = MOBILE_GPUS[system] ?? GPU_MAKERS[model.gpu < INTEGRATED ? 0 : 1 + (model.gpu % 2)] ?? 'Intel';
  const name = engine === 'gecko' ? Math.floor(model.gpu / 12) : model.gpu;
  return { gpuVendor: maker, gpuRenderer: engine === 'webkit' ? 'Apple GPU' : `${maker} ${name}` };
}

function screenOf({ scale, system }: Device, { screen }: Visit) {
  const factor = SCALES[scale] ?? 1;
  const resized = system === 'macos' || system === 'windows' || system === 'android';
  return {
    screenWidth: Math.round(screen.width / (resized ? factor : 1)),
    screenHeight: Math.round(screen.height / (resized ? factor : 1)),
    pixelRatio: Math.round(screen.ratio * factor * 100) / 100,
    colorDepth: screen.depth,
    gamut: screen.gamut,
    hdr: screen.hdr,
  };
}

/** A new major version changes what text looks like now and then, for everybody alike. */
const DRAWING_EPOCH = 15;
/** Several GPUs draw alike. */
const GPU_CLASS = 2;

function drawingOf(
  { model, system, systemVersion, driver, tuning, browser }: Device,
  { major }: Visit,
  engine: string,
) {
  const epoch = `${engine}${browser === 'samsung' ? 's' : ''}${Math.floor((major + 5) / DRAWING_EPOCH)}`;
  const gpu = `${system}${Math.floor(model.gpu / GPU_CLASS)}`;
  return {
    webglParams: `${gpu}.${driver >> 2}`,
    webglExtensions: `${gpu}.${driver >> 3}.${epoch}`,
    webgpu: engine === 'gecko' && system !== 'windows' ? null : `${gpu}.${driver >> 1}`,
    canvasText: `${epoch}.${system}${Math.floor(model.gpu / (2 * GPU_CLASS))}.${systemVersion >> 1}.${tuning}.${driver >> 3}`,
    canvasGeometry: `${engine}.${gpu}.${driver >> 2}`,
    audio: `${engine}.${system}.${model.gpu % 3}`,
    math: `${engine}.${system}`,
    codecs: `${engine}.${system}.${model.gpu % 4}`,
  };
}

function settingsOf(device: Device, engine: string) {
  const handheld = device.system === 'android' || device.system === 'ios';
  return {
    languages: `l${device.languages}`,
    timeZone: `z${device.timeZone}`,
    locale: `o${device.locale}`,
    keyboard: engine === 'chromium' && !handheld ? `k${device.keyboard}` : null,
    voices: engine === 'webkit' ? 'v' : `v${device.system}${device.systemVersion >> 2}.${device.voices}`,
    plugins: handheld ? 'none' : `p${device.plugins}`,
    preferences: device.preferences,
  };
}

/** What each browser makes up, and when: Brave always, Firefox strict or private, Safari private. Shares are assumptions. */
function protect(device: Device, { isPrivate, noise }: Visit, image: DeviceImage): DeviceImage {
  const random = `noise${noise}`;
  const drawn = { canvasText: random, canvasGeometry: random, audio: random };
  if (device.browser === 'brave') {
    return {
      ...image,
      ...drawn,
      webglParams: random,
      webglExtensions: random,
      webgpu: null,
      gpuRenderer: random,
      voices: random,
      plugins: random,
      keyboard: null,
      languages: 'l0',
      fonts: [random],
      cores: 2 + (noise % 7),
      memory: 1 + (noise % 4),
      mediaDevices: null,
    };
  }
  if (device.browser === 'safari') return isPrivate ? { ...image, ...drawn } : image;
  if (device.browser !== 'firefox') return image;
  if (device.protection === 'resist') {
    return {
      ...image,
      ...drawn,
      screenWidth: 1400,
      screenHeight: 900,
      pixelRatio: 2,
      timeZone: 'Atlantic/Reykjavik',
      cores: 8,
      languages: 'en',
      fonts: baseFonts(device.fonts.base),
      gpuRenderer: null,
      gpuVendor: null,
      webgpu: null,
      frame: 0,
    };
  }
  const guarded = isPrivate || device.protection === 'strict';
  return guarded ? { ...image, ...drawn, fonts: baseFonts(device.fonts.base) } : image;
}
