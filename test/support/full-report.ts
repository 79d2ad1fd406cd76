import type { SignalReadings } from '../../shared/wire/report.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { PEOPLE, type Person } from './people.ts';

const STORAGE: Signals['storage'] = {
  cookies: true,
  session: true,
  local: true,
  indexedDb: true,
  openDatabase: false,
  caches: true,
  serviceWorker: true,
  directory: true,
  persisted: false,
  quotaBits: 38,
};

const hash = (n: number): string => n.toString(16).padStart(14, '0');

/** What both scripts of the agent show of one machine: `n` is its hardware and drawing, its fonts and its settings. */
export function fullReport(n: number, person: Person = PEOPLE.chromeOnWindows): Person {
  const more: SignalReadings = {
    userAgentHints: {
      architecture: 'x86',
      bitness: '64',
      model: '',
      platformVersion: '15.0.0',
      wow64: false,
      formFactors: ['Desktop'],
      versions: [],
    },
    mediaDevices: { audioInputs: 1, audioOutputs: 1, videoInputs: n % 3, named: false },
    storage: STORAGE,
    speech: { voices: 3, local: 3, languages: 2, hash: hash(n % 7) },
    webgpu: {
      vendor: 'intel',
      architecture: 'gen-12lp',
      device: '',
      description: '',
      features: 20,
      featuresHash: hash(n),
      limitsHash: hash(n),
    },
    keyboard: { keys: 48, hash: hash(2) },
    graphics: {
      vendor: 'Google Inc. (Intel)',
      renderer: `ANGLE (Intel, Intel(R) UHD Graphics ${n} Direct3D11 vs_5_0 ps_5_0, D3D11)`,
      version: 'WebGL 2.0',
      shadingLanguage: 'WebGL GLSL ES 3.00',
      extensions: 35,
      extensionsHash: hash(n),
      parametersHash: hash(n),
      precisionsHash: hash(1),
      attributesHash: hash(1),
    },
    mediaFeatures: {
      'prefers-color-scheme': 'light',
      'prefers-reduced-motion': 'no-preference',
      'dynamic-range': 'standard',
      'color-gamut': 'srgb',
    },
    locale: {
      locale: 'ja-JP',
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      samplesHash: hash(3),
    },
    codecs: '012-0120',
    math: hash(4),
    processor: { nanByte: 255, osCpu: null, cpuClass: null },
    fonts: ['Calibri', 'Meiryo', 'MS Mincho', 'Yu Gothic', `Font ${n}`, `Font ${n + 1}`],
    canvas: { winding: true, geometry: hash(n), text: hash(n + 1), noise: 'none' },
    audio: { sample: 124.04 + (n % 5) / 1000, baseLatency: 0.01 },
  };
  return { ...person, signals: { ...person.signals, ...more } };
}
