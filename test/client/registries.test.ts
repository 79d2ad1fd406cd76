import assert from 'node:assert/strict';
import { sources } from '@fingerprintjs/fingerprintjs';
import { behavior } from '../../client/behavior/index.ts';
import { earlySignals, fullSignals, lightSignals, ownDeadlinesMs } from '../../client/more-signals/index.ts';
import { signals } from '../../client/signals/index.ts';
import { API_PROBES } from '../../shared/probes.ts';
import { API_RELEASES } from '../../shared/wire/api-releases.ts';
import { NOISE, noisyIn } from '../../shared/wire/noise.ts';
import { SIGNALS, type SignalName } from '../../shared/wire/signals.ts';
import { STREAMS } from '../../shared/wire/streams.ts';

/** Which signal shows what each component of FingerprintJS shows; null where it is left out, and why. */
const COMPONENTS: Readonly<Record<keyof typeof sources, SignalName>> = {
  userAgentData: 'userAgentHints',
  fonts: 'fonts',
  domBlockers: 'contentBlockers',
  fontPreferences: 'fontSizes',
  audio: 'audio',
  screenFrame: 'display',
  canvas: 'canvas',
  osCpu: 'processor',
  languages: 'languages',
  colorDepth: 'screen',
  deviceMemory: 'hardware',
  screenResolution: 'screen',
  hardwareConcurrency: 'hardware',
  timezone: 'timeZone',
  sessionStorage: 'storage',
  localStorage: 'storage',
  indexedDB: 'storage',
  openDatabase: 'storage',
  cpuClass: 'processor',
  platform: 'platform',
  plugins: 'plugins',
  touchSupport: 'touchEvents',
  vendor: 'engine',
  vendorFlavors: 'vendorFlavors',
  cookiesEnabled: 'storage',
  colorGamut: 'mediaFeatures',
  invertedColors: 'mediaFeatures',
  forcedColors: 'mediaFeatures',
  monochrome: 'mediaFeatures',
  contrast: 'mediaFeatures',
  reducedMotion: 'mediaFeatures',
  reducedTransparency: 'mediaFeatures',
  hdr: 'mediaFeatures',
  math: 'math',
  pdfViewerEnabled: 'plugins',
  architecture: 'processor',
  applePay: 'appleSettings',
  privateClickMeasurement: 'appleSettings',
  audioBaseLatency: 'audio',
  dateTimeLocale: 'locale',
  webGlBasics: 'graphics',
  webGlExtensions: 'graphics',
};

describe('client: the registries', () => {
  const rows = Object.entries(SIGNALS);
  const named = (chunk: 1 | 2, level: 'full' | 'light') =>
    rows.flatMap(([name, it]) => (it.chunk === chunk && it.level === level ? [name] : [])).sort();

  it('hold what the wire names, and nothing else', () => {
    assert.deepEqual(Object.keys(signals).sort(), named(1, 'light'));
    const keys = (...collectors: readonly object[]) => collectors.flatMap(it => Object.keys(it)).sort();
    assert.deepEqual(keys(earlySignals, lightSignals), named(2, 'light'));
    assert.deepEqual(keys(earlySignals, fullSignals), [...named(2, 'light'), ...named(2, 'full')].sort());
    assert.deepEqual(Object.keys(behavior).sort(), Object.keys(STREAMS).sort());
  });

  it('name the essential signals first, so that those are shed last', () => {
    const necessity: Record<string, string> = Object.fromEntries(rows.map(([name, row]) => [name, row.necessity]));
    const order = Object.keys(signals).map(name => necessity[name]);
    assert.ok(order.lastIndexOf('essential') < order.indexOf('useful'), order.join(' '));
    for (const name of [...named(2, 'light'), ...named(2, 'full')]) assert.equal(necessity[name], 'useful', name);
  });

  it('have the deadlines that the wire discloses', () => {
    const disclosed = rows.flatMap(([name, { deadlineMs }]) => (deadlineMs === undefined ? [] : [[name, deadlineMs]]));
    assert.deepEqual(ownDeadlinesMs, Object.fromEntries(disclosed));
  });

  it('show what every component of FingerprintJS shows', () => {
    assert.deepEqual(Object.keys(COMPONENTS).sort(), Object.keys(sources).sort());
    for (const signal of Object.values(COMPONENTS)) assert.ok(Object.hasOwn(SIGNALS, signal), signal);
  });

  it('know the releases of every API that is looked for, in the order of its bits', () => {
    assert.deepEqual(Object.keys(API_RELEASES), API_PROBES);
  });

  it('say where a signal is noise', () => {
    assert.deepEqual(noisyIn('audio'), ['safari', 'firefox-rfp', 'brave', 'samsung']);
    assert.deepEqual(noisyIn('userAgent'), []);
    for (const { signals: noisy } of Object.values(NOISE)) assert.equal(new Set(noisy).size, noisy.length);
  });
});
