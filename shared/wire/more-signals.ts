import { z } from 'zod';
import { hash, pixels, secondScriptRow, text } from './signal-row.ts';

const row = secondScriptRow('light');

const few = z.int().min(0).max(1_000);
const milliseconds = z.number().min(0).max(1e6);
/** How often it was looked into, up to 9. */
const look = z.int().min(0).max(9);
const looks = z.strictObject({ stack: look, name: look, getter: look, prototype: look });
/** What a second scope says otherwise than the page's own window; empty where they agree. */
const scope = z.partialRecord(
  z.enum(['userAgent', 'platform', 'languages', 'cores', 'memory', 'webdriver', 'timeZone']),
  text(1024),
);

/** What the agent's second script collects at any level: no drawing, no sound, no layout. */
export const MORE_SIGNALS = {
  userAgentHints: row(
    z.strictObject({
      architecture: text(32),
      bitness: text(8),
      model: text(128),
      platformVersion: text(32),
      wow64: z.boolean().nullable(),
      formFactors: z.array(text(32)).max(8),
      versions: z.array(z.strictObject({ brand: text(64), version: text(32) })).max(10),
    }),
    'version',
    {
      ja: 'OSとブラウザの正確な版(UA-CH)。名乗りの裏付けと端末の見分けのため',
      en: 'The exact versions of system and browser (UA-CH), to bear out what the browser says and to tell devices apart',
    },
  ),
  workerScope: row(
    scope,
    'version',
    {
      ja: '画面と別の場所(Worker)でもブラウザの名乗りが同じかを見るため',
      en: 'To see whether the browser says the same of itself in a worker as in the page',
    },
    400,
  ),
  consoleReader: row(
    z.strictObject({
      /** Which of the two errors was written first: the site's seed says. */
      nameFirst: z.boolean(),
      /** null: something of the page's stands before its console, and looks by itself. */
      page: looks.nullable(),
      /** null: there is no worker, or it is late. */
      worker: looks.nullable(),
    }),
    'visit',
    {
      ja: 'ブラウザを外から操作する道具や開発者ツールが、画面の記録（コンソール）を読んでいるかを見るため（何も表示しません）',
      en: "To see whether a tool that drives the browser, or its developer tools, read the page's console (only empty lines are written, at the level that is hidden by default)",
    },
    400,
  ),
  tampering: row(
    z.strictObject({
      /** Of NATIVES, the first of those tested: the site's seed says. */
      first: few,
      /** Those of them that a Proxy stands before. */
      cycles: z.array(text(64)).max(16),
      /** A Proxy's trap stands before Function.prototype.toString. */
      trapped: z.boolean(),
      /** `navigator.webdriver`: the object's own, where its class has it already. */
      own: z.array(text(64)).max(16),
      /** Names that drivers of browsers leave in the page. */
      drivers: z.array(text(64)).max(16),
    }),
    'visit',
    {
      ja: 'ブラウザの機能が、自動操作を隠すために差し替えられていないかを見るため',
      en: 'To see whether parts of the browser were replaced to hide that it is automated',
    },
  ),
  frameScope: row(scope, 'version', {
    ja: '空のフレームの中でもブラウザの名乗りが同じかを見るため',
    en: 'To see whether the browser says the same of itself in an empty frame as in the page',
  }),
  mediaDevices: row(
    z.strictObject({
      audioInputs: few,
      audioOutputs: few,
      videoInputs: few,
      /** Names are readable, for the site was allowed the camera or the microphone before; they are not read. */
      named: z.boolean(),
    }),
    'setting',
    {
      ja: 'カメラとマイクの数(名前も映像も音も読みません。許可も求めません)',
      en: 'The number of cameras and microphones (neither names, pictures nor sound; no permission is asked for)',
    },
    400,
  ),
  permissionStates: row(
    /** One letter for each of PERMISSION_NAMES: granted, denied, prompt, or - where the browser does not know it. */
    z.string().regex(/^[gdp-]{0,32}$/),
    'setting',
    {
      ja: 'ブラウザの許可設定の状態。端末の見分けのため(許可を求めることはありません)',
      en: "The states of the browser's permissions, to tell devices apart (nothing is ever asked of the person)",
    },
  ),
  storage: row(
    z.strictObject({
      cookies: z.boolean(),
      session: z.boolean(),
      local: z.boolean(),
      indexedDb: z.boolean(),
      openDatabase: z.boolean(),
      caches: z.boolean(),
      serviceWorker: z.boolean(),
      directory: z.boolean(),
      persisted: z.boolean().nullable(),
      /** Whole log2 of the quota in bytes: private windows have less. */
      quotaBits: z.int().min(0).max(64).nullable(),
    }),
    'setting',
    {
      ja: 'ブラウザが保存を許しているか。再訪の目印がない理由を知るため',
      en: 'What the browser allows to be stored: to know why a returning device may carry no mark',
    },
  ),
  speech: row(
    z.strictObject({ voices: few, local: few, languages: few, hash }),
    'setting',
    {
      ja: '読み上げ音声の数と種類。OSと端末の見分けのため(音は出しません)',
      en: 'The number and kind of reading voices, to tell systems and devices apart (nothing is played)',
    },
    400,
  ),
  webgpu: row(
    z.strictObject({
      vendor: text(64),
      architecture: text(64),
      device: text(64),
      description: text(128),
      features: few,
      featuresHash: hash,
      limitsHash: hash,
    }),
    'version',
    {
      ja: '描画装置の種類と限界値(WebGPU)。端末の見分けのため',
      en: 'Kind and limits of the graphics unit (WebGPU), to tell devices apart',
    },
    400,
  ),
  keyboard: row(z.strictObject({ keys: few, hash }), 'setting', {
    ja: 'キーボードの配列の種類(何を打ったかは読みません)',
    en: "The keyboard's layout (never what is typed on it)",
  }),
  graphics: row(
    z.strictObject({
      vendor: text(256),
      renderer: text(256),
      version: text(128),
      shadingLanguage: text(128),
      extensions: few,
      extensionsHash: hash,
      parametersHash: hash,
      precisionsHash: hash,
      attributesHash: hash,
    }),
    'version',
    {
      ja: '描画装置の名前と能力(WebGL)。端末の見分けのため(何も描きません)',
      en: 'Name and abilities of the graphics unit (WebGL), to tell devices apart (nothing is drawn)',
    },
  ),
  display: row(
    z.strictObject({
      availLeft: pixels.nullable(),
      availTop: pixels.nullable(),
      pixelDepth: z.int().min(0).max(128),
      orientation: text(32).nullable(),
      angle: z.int().min(-360).max(360).nullable(),
      /** visualViewport, and the page's own width without its scroll bar. */
      viewportWidth: pixels.nullable(),
      viewportHeight: pixels.nullable(),
      pageWidth: pixels,
      fullscreen: z.boolean(),
    }),
    'setting',
    {
      ja: '画面の向き、タスクバーの位置などの表示の環境。端末の見分けのため',
      en: "The screen's orientation, where the task bar is, and the like, to tell devices apart",
    },
  ),
  mediaFeatures: row(
    /** CSS media features by name, each with the value that matches; those that the browser does not know are absent. */
    z.record(text(32), text(24)).refine(it => Object.keys(it).length <= 24, 'at most 24 media features'),
    'setting',
    {
      ja: '表示の設定(配色、動き、コントラスト、色域など)。端末の見分けのため',
      en: 'Display settings such as colours, motion and contrast, to tell devices apart',
    },
  ),
  touchEvents: row(z.strictObject({ creatable: z.boolean(), handler: z.boolean() }), 'fixed', {
    ja: '指での操作に対応しているかを知るため',
    en: 'To know whether the browser takes touches',
  }),
  locale: row(
    z.strictObject({
      locale: text(64),
      calendar: text(32),
      numberingSystem: text(32),
      hourCycle: text(8).nullable(),
      /** Of a date, a number, an order, a list and names, each written in the browser's own language. */
      samplesHash: hash,
    }),
    'setting',
    {
      ja: '日付や数字の書き方の設定。言語の環境がいつもと異なるかを見るため',
      en: 'How dates and numbers are written, to see whether the language differs from the usual one',
    },
  ),
  timeZoneHistory: row(z.array(z.int().min(-1_500).max(1_500)).max(16), 'version', {
    ja: '時間帯の過去の変更の記録。時間帯の名乗りが本当かを見るため',
    en: 'Past offsets of the time zone, to see whether it is what it is called',
  }),
  codecs: row(z.string().regex(/^[0-2-]{0,64}$/), 'version', {
    ja: '再生できる動画と音声の形式。ブラウザとOSの裏付けのため',
    en: 'Formats of video and sound that can be played, to bear out browser and system',
  }),
  network: row(
    z.strictObject({
      type: text(16).nullable(),
      effectiveType: text(16).nullable(),
      rttMs: milliseconds.nullable(),
      downlinkMbps: milliseconds.nullable(),
      saveData: z.boolean().nullable(),
      /** Measured on this gate's own requests: from the request to the first byte of its answer, the least of them. */
      measuredMs: milliseconds.nullable(),
      protocol: text(16).nullable(),
    }),
    'visit',
    {
      ja: '回線の種類と往復の時間。接続元を偽っていないかを見るため',
      en: 'The kind of connection and its round trip, to see whether it comes from where it seems to',
    },
  ),
  /** Hexadecimal, one bit for each of API_PROBES, the first in the highest place. */
  apis: row(z.string().regex(/^[0-9a-f]{0,32}$/), 'version', {
    ja: 'ブラウザの機能の有無から、名乗りによらず本当の版を知るため',
    en: "To know the browser's true version from what it can do, without taking its word",
  }),
  math: row(hash, 'version', {
    ja: '計算の末尾の桁。ブラウザとOSの裏付けのため',
    en: 'The last digits of calculations, to bear out browser and system',
  }),
  processor: row(
    z.strictObject({
      /** The top byte of a NaN made by Infinity - Infinity: 255 on x86, 127 elsewhere. */
      nanByte: z.int().min(0).max(255),
      osCpu: text(64).nullable(),
      cpuClass: text(32).nullable(),
    }),
    'fixed',
    {
      ja: '処理装置の種類。OSの名乗りの裏付けのため',
      en: 'The kind of processor, to bear out the system that is named',
    },
  ),
  vendorFlavors: row(z.array(text(64)).max(20), 'version', {
    ja: '同じ種類のブラウザの中でどの製品かを知るため',
    en: 'To know which product a browser is among those of one kind',
  }),
  appleSettings: row(
    z.strictObject({
      /** FingerprintJS' states: -3 frame, -2 insecure, -1 no API, 0 off, 1 on. */
      applePay: z.int().min(-9).max(9),
      clickMeasurement: text(16).nullable(),
    }),
    'setting',
    {
      ja: 'Apple Payなど、Safariの設定の状態。端末の見分けのため(支払いには触れません)',
      en: "States of Safari's settings such as Apple Pay, to tell devices apart (no payment is touched)",
    },
  ),
  privacyChoices: row(z.strictObject({ gpc: z.boolean().nullable(), doNotTrack: text(16).nullable() }), 'setting', {
    ja: 'プライバシーについての意思表示(GPC)を尊重するため',
    en: 'To honour what the person said about privacy (Global Privacy Control)',
  }),
} as const;
