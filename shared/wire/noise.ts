import type { SignalName } from './signals.ts';
import type { Words } from './words.ts';

export type Noise = {
  readonly says: Words;
  /** Where it is known from. */
  readonly sources: readonly string[];
  /** Collected as they come, and left out where devices are linked by similarity. */
  readonly signals: readonly SignalName[];
};

/**
 * Where a signal tells nothing of the device, by kind of browser: it changes from visit to visit, is the same for everybody, or
 * differs in private windows, whose presence cannot be told. ThumbmarkJS 1.11 keeps such a table (its stabilization rules),
 * FingerprintJS 5.2 skips such sources in code.
 */
export const NOISE = {
  safari: {
    says: {
      ja: 'Safari 17以降(プライベートウィンドウで値を変える)',
      en: 'Safari 17 and later (changed in private windows)',
    },
    sources: ['FingerprintJS: audio, canvas, screen frame, screen resolution', 'ThumbmarkJS: canvas, audio'],
    signals: ['canvas', 'audio', 'screen', 'display'],
  },
  firefox: {
    says: {
      ja: 'Firefox 120以降(プライベートウィンドウと厳格な設定で値を変える)',
      en: 'Firefox 120 and later (changed in private windows and under strict protection)',
    },
    sources: ['FingerprintJS: canvas', 'ThumbmarkJS: canvas, fonts, speech'],
    signals: ['canvas', 'fonts', 'speech'],
  },
  'firefox-143': {
    says: {
      ja: 'Firefox 143以降(同じ場合に画面、処理装置、タッチの値も丸める)',
      en: 'Firefox 143 and later (then rounds screen, processors and touch points too)',
    },
    sources: ['FingerprintJS: screen frame, hardware concurrency (Mozilla bug 1978414)'],
    signals: ['canvas', 'fonts', 'speech', 'screen', 'display', 'hardware', 'touch'],
  },
  'firefox-rfp': {
    says: { ja: 'Firefoxのresist-fingerprinting、Tor Browser', en: "Firefox' resist-fingerprinting, Tor Browser" },
    sources: ['support.mozilla.org/kb/resist-fingerprinting'],
    signals: [
      'canvas',
      'audio',
      'fonts',
      'fontSizes',
      'speech',
      'screen',
      'display',
      'window',
      'hardware',
      'touch',
      'timeZone',
      'timeZoneHistory',
      'languages',
      'locale',
      'graphics',
      'webgpu',
      'mediaDevices',
      'mediaFeatures',
      'plugins',
      'network',
    ],
  },
  brave: {
    says: { ja: 'Brave(サイトとセッションごとに値を変える)', en: 'Brave (changed for each site and session)' },
    sources: [
      'ThumbmarkJS: canvas, audio, device memory, hardware concurrency, plugins, speech',
      'brave.com/privacy-updates/4-fingerprinting-defenses-2.0',
    ],
    signals: ['canvas', 'audio', 'graphics', 'hardware', 'plugins', 'speech', 'mediaDevices', 'keyboard', 'fonts'],
  },
  samsung: {
    says: { ja: 'Samsung Internet 26以降', en: 'Samsung Internet 26 and later' },
    sources: ['FingerprintJS: audio', 'ThumbmarkJS: audio'],
    signals: ['audio'],
  },
  'private-window': {
    says: { ja: 'プライベートウィンドウ(どのブラウザでも)', en: 'Private windows of any browser' },
    sources: ['MDN: StorageManager.estimate', 'FingerprintJS: dom blockers, on desktop'],
    signals: ['storage', 'contentBlockers', 'permissions', 'permissionStates'],
  },
  frame: {
    says: { ja: '別のページの中のフレーム', en: 'Frames in other pages' },
    sources: ['ThumbmarkJS: permissions, Apple Pay, cookies'],
    signals: ['permissions', 'permissionStates', 'appleSettings', 'storage', 'keyboard'],
  },
} as const satisfies Readonly<Record<string, Noise>>;

export type NoisyBrowser = keyof typeof NOISE;

/** The kinds of browser in which a signal is noise. */
export function noisyIn(signal: string): readonly NoisyBrowser[] {
  const kinds: readonly (readonly [string, Noise])[] = Object.entries(NOISE);
  return kinds
    .filter(([, { signals }]) => signals.some(it => it === signal))
    .flatMap(([kind]) => (isNoisyBrowser(kind) ? [kind] : []));
}

const isNoisyBrowser = (kind: string): kind is NoisyBrowser => Object.hasOwn(NOISE, kind);
