import { z } from 'zod';
import { KEPT_DAYS, pixels, type SignalRow, text } from './signal-row.ts';

const row = <S extends z.ZodType>(it: Omit<SignalRow<S>, 'chunk' | 'level'>): SignalRow<S> => ({
  ...it,
  chunk: 1,
  level: 'light',
});

const count = z.int().min(0).max(1_000_000);

/** What the agent's first script collects: cheap, and what detectors read today. */
export const FIRST_SIGNALS = {
  webdriver: row({
    shape: z.boolean(),
    purpose: {
      ja: 'ブラウザが自動操作の下にあると自ら示しているかを見るため',
      en: 'To see whether the browser itself says that it is under automation',
    },
    necessity: 'essential',
    retentionDays: KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  /** In base64url. */
  pageOrigin: row({
    shape: z.string().regex(/^[A-Za-z0-9_-]{0,512}$/),
    purpose: {
      ja: 'ページが本物のサイトで開かれているかを見るため（偽サイトによる中継を見つけるため）',
      en: 'To see whether the page is opened at the site itself, and not passed on by a phishing site',
    },
    necessity: 'essential',
    retentionDays: KEPT_DAYS,
    stability: 'fixed',
    version: 1,
  }),
  userAgent: row({
    shape: text(1024),
    purpose: {
      ja: 'ブラウザの名乗りが通信と画面とで食い違わないかを見るため',
      en: 'To see whether the browser names itself alike on the wire and in the page',
    },
    necessity: 'essential',
    retentionDays: KEPT_DAYS,
    stability: 'version',
    version: 1,
  }),
  userAgentData: row({
    shape: z.strictObject({
      brands: z.array(z.strictObject({ brand: text(64), version: text(32) })).max(10),
      mobile: z.boolean(),
      platform: text(64),
    }),
    purpose: {
      ja: 'ブラウザの新しい名乗り方(UA-CH)が従来の名乗りと一致するかを見るため',
      en: 'To see whether the newer way a browser names itself (UA-CH) agrees with the older one',
    },
    necessity: 'essential',
    retentionDays: KEPT_DAYS,
    stability: 'version',
    version: 1,
  }),
  engine: row({
    shape: z.strictObject({
      /** `eval.toString().length`: 33 in V8, 37 in SpiderMonkey and JavaScriptCore. */
      evalLength: z.int().min(0).max(1000),
      vendor: text(64),
      productSub: text(32),
      /** CSS.supports('-moz-appearance', 'none') */
      mozAppearance: z.boolean(),
      /** 'webkitTemporaryStorage' in navigator: Chromium alone */
      webkitStorage: z.boolean(),
      /** 'GestureEvent' in window: WebKit alone */
      gestureEvent: z.boolean(),
    }),
    purpose: {
      ja: 'ブラウザの実際の種類を、名乗りによらず知るため',
      en: 'To know the kind of browser without taking its word',
    },
    necessity: 'essential',
    retentionDays: KEPT_DAYS,
    stability: 'version',
    version: 1,
  }),
  platform: row({
    shape: text(64),
    purpose: { ja: '端末のOSの種類を知るため', en: "To know the kind of the device's operating system" },
    necessity: 'essential',
    retentionDays: KEPT_DAYS,
    stability: 'fixed',
    version: 1,
  }),
  languages: row({
    shape: z.strictObject({ language: text(64), languages: z.array(text(64)).max(20) }),
    purpose: {
      ja: 'いつもと異なる言語の環境かを見るため',
      en: 'To see whether the language differs from the usual one',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'setting',
    version: 1,
  }),
  timeZone: row({
    /** Minutes ahead of UTC: Tokyo is 540. */
    shape: z.strictObject({ zone: text(64), offsetMin: z.int().min(-900).max(900) }),
    purpose: {
      ja: '時間帯と接続元の国が大きく食い違わないかを見るため',
      en: 'To see whether the time zone fits the country of the connection',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'setting',
    version: 1,
  }),
  screen: row({
    shape: z.strictObject({
      width: pixels,
      height: pixels,
      availWidth: pixels,
      availHeight: pixels,
      colorDepth: z.int().min(0).max(128),
      pixelRatio: z.number().min(0).max(100),
      /** `screen.isExtended`: more than one screen; null where the browser does not say. */
      extended: z.boolean().nullable(),
    }),
    purpose: {
      ja: '画面の寸法に現実にありえない組み合わせがないかを見るため',
      en: "To see whether the screen's sizes can exist together",
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'setting',
    version: 1,
  }),
  window: row({
    shape: z.strictObject({
      innerWidth: pixels,
      innerHeight: pixels,
      outerWidth: pixels,
      outerHeight: pixels,
      screenX: pixels,
      screenY: pixels,
      /** visualViewport.scale: pinch zoom; null where unsupported. */
      scale: z.number().min(0).max(100).nullable(),
    }),
    purpose: {
      ja: 'ウィンドウの寸法に現実にありえない組み合わせがないかを見るため',
      en: "To see whether the window's sizes can exist together",
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  hardware: row({
    shape: z.strictObject({
      cores: z.int().min(0).max(4096).nullable(),
      memoryGb: z.number().min(0).max(65_536).nullable(),
    }),
    purpose: {
      ja: '端末の性能の大まかな値。端末の見分けの助けとするため',
      en: "The device's rough capacity, as an aid to tell devices apart",
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'fixed',
    version: 1,
  }),
  touch: row({
    shape: z.strictObject({
      maxPoints: z.int().min(0).max(1000),
      /** matchMedia('(pointer: coarse)'), '(pointer: fine)', '(hover: hover)' */
      coarse: z.boolean(),
      fine: z.boolean(),
      hover: z.boolean(),
    }),
    purpose: {
      ja: '指で操作する端末かマウスで操作する端末かを知るため',
      en: 'To know whether the device is operated by finger or by mouse',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'fixed',
    version: 1,
  }),
  layout: row({
    shape: z.strictObject({
      /** Of the page's root, in CSS pixels. */
      width: z.number().min(0).max(1_000_000),
      height: z.number().min(0).max(1_000_000),
      /** Computed: `none` where a page hides itself. */
      display: text(32),
    }),
    purpose: {
      ja: '画面を実際に組み立てるブラウザか、それを真似たプログラムかを見るため',
      en: 'To see whether a browser lays the page out, or a program that imitates one',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  plugins: row({
    shape: z.strictObject({ count, mimeTypes: count, pdfViewer: z.boolean().nullable() }),
    purpose: {
      ja: 'ブラウザに組み込みのPDF表示があるかを知るため',
      en: "To know whether the browser's own PDF viewer is there",
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'version',
    version: 1,
  }),
  permissions: row({
    shape: z.strictObject({
      /** navigator.permissions.query({ name: 'notifications' }).state */
      query: z.enum(['granted', 'denied', 'prompt']),
      /** Notification.permission; null where Notification is not defined. */
      api: z.enum(['granted', 'denied', 'default']).nullable(),
    }),
    purpose: {
      ja: '通知の許可の状態が二通りの尋ね方で食い違わないかを見るため(許可を求めることはありません)',
      en: 'To see whether the two ways to read the notification setting agree (nothing is ever asked of the person)',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'setting',
    version: 1,
  }),
} as const;
