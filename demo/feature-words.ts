import type { Language, Words } from '../sdk/node/index.ts';
import { FEATURE_WORDS_OF_RELAYS, type Row } from './feature-words-of-relays.ts';

/** The features that a counterfactual names, as statements about one login. */
const FEATURES: Readonly<Record<string, Row>> = {
  token: {
    ja: 'ページからの情報（トークン）',
    en: "The page's report (token)",
    values: {
      'not-expected': { ja: '求められていない', en: 'not expected' },
      none: { ja: '届いていない', en: 'none came' },
      expired: { ja: '期限切れ', en: 'expired' },
      unread: { ja: '確認できない', en: 'could not be read' },
      'report-gone': { ja: '記録が残っていない', en: 'its report is gone' },
      unattested: { ja: '検証なし', en: 'unattested' },
      forged: { ja: '偽造', en: 'forged' },
      'other-site': { ja: '別のサイトのもの', en: "another site's" },
      genuine: { ja: '正規のもの', en: 'genuine' },
    },
  },
  inputClock: {
    ja: 'マウスやキーボードの時刻の刻み',
    en: 'The clock of the input',
    values: { device: { ja: '機器のもの', en: "a device's" }, synthetic: { ja: 'ツールのもの', en: "a tool's" } },
  },
  pressesWithoutPressure: { ja: '押す力のないクリック', en: 'Presses without pressure' },
  activatedUntouched: { ja: '触れずに操作済みとなったページ', en: 'A page in use that nobody touched' },
  capitalsWithoutShift: { ja: 'Shiftのない大文字', en: 'Capitals without Shift' },
  movesOffGridShare: { ja: '画素から外れた動きの割合', en: 'Share of moves between pixels' },
  pressesCentred: { ja: 'すべて中心を押している', en: 'Every press was at the middle' },
  pressMsP90: { ja: '押していた時間', en: 'Length of the presses' },
  firstStepPx: { ja: '最初の動きの大きさ（ピクセル）', en: 'First move of the pointer, in pixels' },
  fieldsFilledAtOnce: { ja: '一度に埋まった入力欄', en: 'Fields filled at once' },
  tokenAgeMs: { ja: 'ページを開いてからの時間', en: 'Age of the page' },
  tokenUse: {
    ja: 'トークンの使われ方',
    en: 'Use of the token',
    values: {
      first: { ja: '初回', en: 'first' },
      again: { ja: '失敗後のやり直し', en: 'another failure on the same page' },
      advance: { ja: '同じ操作の続き', en: 'the same action going on' },
      reused: { ja: '再使用', en: 'reused' },
      abused: { ja: '使い回し', en: 'abused' },
    },
  },
  tokenOrigin: {
    ja: '情報が集められたページ',
    en: 'Page that the report came from',
    values: { same: { ja: 'このサイト', en: "this site's" }, other: { ja: '別のサイト', en: "another site's" } },
  },
  tokenSession: {
    ja: '情報が集められたセッション',
    en: 'Session that the report came from',
    values: { same: { ja: '同じ', en: 'the same' }, other: { ja: '別のもの', en: 'another' } },
  },
  habitAddress: { ja: 'アカウントの接続元としての珍しさ', en: 'How unusual the network is for the account' },
  habitRoundTrip: { ja: '通信の往復時間の珍しさ', en: 'How unusual the round trip is for the account' },
  habitHour: { ja: '時間帯の珍しさ', en: 'How unusual the hour is for the account' },
  habitUserAgent: { ja: 'ブラウザや端末の種類の珍しさ', en: 'How unusual the kind of browser is for the account' },
  habitLanguages: { ja: '言語の設定の珍しさ', en: 'How unusual the languages are for the account' },
  habitNewDevice: { ja: '端末の新しさ', en: 'How new the device is to the account' },
  habitRhythm: { ja: '入力のリズムの違い', en: 'How unlike the rhythm of typing is' },
  habitKnownDevice: { ja: '以前からの端末である確かさ', en: 'How surely it is a device of the account' },
  webdriver: { ja: 'ブラウザが自動操作を示している', en: 'The browser says that it is automated' },
  engine: { ja: 'ブラウザの実際の種類', en: 'Kind of browser, by what it can do' },
  system: { ja: 'OSの種類', en: 'Operating system' },
  headlessNamed: { ja: '画面のないブラウザ（ヘッドレス）の名乗り', en: 'The browser names itself headless' },
  userAgentAgreement: {
    ja: 'ブラウザの名乗りの一致',
    en: "The browser's names for itself",
    values: {
      agree: { ja: '一致している', en: 'agree' },
      header: { ja: '通信と画面で食い違う', en: 'differ between wire and page' },
      request: { ja: 'フォームの送信で食い違う', en: "differ in the form's request" },
      platform: { ja: '別のOSの名乗り', en: 'differ from the system' },
      'client-hints': { ja: '新旧の名乗りで食い違う', en: 'differ between old and new ways' },
      engine: { ja: '実際の種類と食い違う', en: 'differ from what it can do' },
    },
  },
  windowGeometry: {
    ja: 'ウィンドウと画面の寸法',
    en: 'Sizes of window and screen',
    values: {
      possible: { ja: 'ありうる', en: 'possible' },
      'inner-exceeds-outer': { ja: 'ページがウィンドウより大きい', en: 'the page is larger than its window' },
      'screen-is-viewport': { ja: '画面がページと同じ大きさしかない', en: 'the screen is no larger than the page' },
      'no-frame': { ja: 'ウィンドウに枠がない', en: 'the window has no frame' },
      'outer-exceeds-screen': { ja: 'ウィンドウが画面より大きい', en: 'the window is larger than its screen' },
    },
  },
  webdriverDenied: { ja: '自動操作であることを隠している', en: 'It hides that it is automated' },
  driverNamed: { ja: '操作する道具の名前', en: "A driver's names in the page" },
  consoleReader: {
    ja: '記録（コンソール）を読んでいるもの',
    en: 'Who reads the console',
    values: { nobody: { ja: 'なし', en: 'nobody' } },
  },
  replacedParts: {
    ja: '差し替えられたブラウザの機能',
    en: 'Replaced parts of the browser',
    values: { none: { ja: 'なし', en: 'none' } },
  },
  laidOut: { ja: 'ページが実際に表示されている', en: 'The page is laid out' },
  scopeAgreement: { ja: 'ページの中と裏側の名乗りの一致', en: 'Page, worker and frame name the browser alike' },
  engineConstants: { ja: 'ブラウザの種類の特徴の一致', en: "The constants of the browser's kind" },
  foreignPart: { ja: '別の種類のブラウザの値', en: 'A value of another kind of browser' },
  apiVersion: { ja: '名乗っている版と機能の一致', en: 'The version named, against what it can do' },
  clientHints: { ja: '新しい名乗り（UA-CH）の一致', en: 'Agreement of the newer names (UA-CH)' },
  phoneDoubts: { ja: 'スマートフォンにはない特徴', en: 'What a phone does not have' },
  swiftShader: { ja: '描画装置を使わない描画', en: 'It draws without a graphics unit' },
  rendererFitsSystem: { ja: '描画装置とOSの一致', en: 'The renderer is one of the system' },
  pointingDevice: { ja: 'マウスまたはタッチ画面', en: 'A mouse or a touch screen' },
  notificationAgreement: { ja: '通知の設定の一致', en: 'Agreement on the notification setting' },
  languagesAgreement: { ja: '言語の設定の一致', en: 'Agreement of the languages' },
  timeZonePast: { ja: '時間帯の名前と過去の時計の一致', en: 'The time zone, against its past' },
  lackingHeader: { ja: '送信に欠けている情報（ヘッダー）', en: 'A header that is missing' },
  headerOrder: { ja: '送信の情報（ヘッダー）の順序', en: 'The order of the headers' },
  programProven: {
    ja: '署名や証明書で証明された登録プログラム',
    en: 'A registered program, by its signature or certificate',
  },
  programInNetwork: { ja: '登録された接続元から来たプログラム', en: 'A registered program, by where it comes from' },
  programContradicted: { ja: '登録プログラムの名前をかたっている', en: 'It borrows the name of a registered program' },
  programSignature: { ja: '登録プログラムの署名', en: 'The signature of a registered program' },
  programNamed: { ja: 'プログラムとしての名乗り', en: 'It names itself a program' },
  layoutAnswer: {
    ja: '訪問ごとの配置の問いの答え',
    en: 'Where boxes lie that this visit asked for',
    values: {
      right: { ja: '正しい', en: 'right' },
      wrong: { ja: '誤り', en: 'wrong' },
      absent: { ja: '答えがない', en: 'not answered' },
    },
  },
  workDone: {
    ja: '訪問ごとの計算',
    en: 'The small computation of this visit',
    values: {
      done: { ja: '済み', en: 'done' },
      wrong: { ja: '誤り', en: 'wrong' },
      absent: { ja: '済んでいない', en: 'not done' },
    },
  },
  reportParts: { ja: 'どのブラウザにもある情報', en: 'What every browser shows' },
  interactions: { ja: '送信までの操作の数', en: 'Interactions before the form was sent' },
  submitMs: { ja: 'ページを開いてから送信までの時間', en: 'Time from opening the page to sending the form' },
  movementLogOdds: {
    ja: '動きがプログラムらしい度合い（対数オッズ）',
    en: 'How much the movements look made by a program (log-odds)',
  },
  movementTells: { ja: '動きの手がかり', en: 'What in the movements says so' },
  typingLogOdds: {
    ja: 'キー入力がプログラムらしい度合い（対数オッズ）',
    en: 'How much the typing looks made by a program (log-odds)',
  },
  typingTells: { ja: 'キー入力の手がかり', en: 'What in the typing says so' },
  ...FEATURE_WORDS_OF_RELAYS,
  timeZoneFitsCountry: { ja: '時間帯と接続元の国の一致', en: "The time zone fits the connection's country" },
  addressPrivate: { ja: '外部からは届かない接続元', en: 'An address inside some network' },
  addressIsProxy: { ja: '大半の利用者が通る接続元', en: 'An address that most people come through' },
  country: { ja: '接続元の国', en: 'Country of the connection' },
  asn: { ja: '接続網の番号', en: "The network's number" },
  networkKind: {
    ja: '接続網の種類',
    en: 'Kind of network',
    values: {
      consumer: { ja: '固定回線', en: 'fixed line' },
      mobile: { ja: '携帯回線', en: 'mobile' },
      education: { ja: '学校・研究機関', en: 'school or research' },
      hosting: { ja: 'データセンター', en: 'data centre' },
      vpn: { ja: 'VPN', en: 'VPN' },
      tor: { ja: 'Tor', en: 'Tor' },
      relay: { ja: 'プライベートリレー', en: 'Private Relay' },
      other: { ja: 'その他', en: 'other' },
    },
  },
  networkKindTrust: { ja: '接続網の情報の新しさ', en: 'How fresh what says the kind of network is' },
  torExit: { ja: 'Torからの接続', en: 'Comes out of Tor' },
  privateRelay: { ja: 'プライベートリレーからの接続', en: 'Comes out of Private Relay' },
  vpn: { ja: 'VPNからの接続', en: 'Comes out of a VPN' },
  hosting: { ja: 'データセンターからの接続', en: 'Comes from a data centre' },
  countryForeign: { ja: '国外からの接続', en: 'Comes from abroad' },
  languagesForeign: { ja: '国内の言語がない', en: 'No language of home' },
  addressSharedBy: { ja: 'この接続元を使う本人の端末の数', en: 'Owners’ devices that share this address' },
  networkSharedBy: { ja: 'この接続網を使う本人の端末の数', en: 'Owners’ devices that share this network' },
  accountFailures1hCount: { ja: 'このアカウントの失敗（1時間）', en: 'Failures of this account (1 hour)' },
  accountAddresses24hCount: { ja: 'このアカウントの接続元の数（24時間）', en: 'Addresses of this account (24 hours)' },
  accountDevices24hCount: { ja: 'このアカウントの端末の数（24時間）', en: 'Devices of this account (24 hours)' },
  accountNewDevices30dCount: {
    ja: 'このアカウントで新しく使われた端末の数（30日）',
    en: 'Devices new to this account (30 days)',
  },
  tokenMintedOn: { ja: 'トークンが作られたネットワーク', en: 'Network that the token was made on' },
  browserAccounts24hCount: {
    ja: 'このブラウザが使ったアカウントの数（24時間）',
    en: 'Accounts from this browser (24 hours)',
  },
  handOthers24hCount: {
    ja: '同じ手の動きを示した他のアカウントの数（24時間）',
    en: 'Other accounts with these same movements (24 hours)',
  },
  deviceAccounts5mCount: { ja: 'この端末が使ったアカウントの数（5分）', en: 'Accounts from this device (5 minutes)' },
  cookieKeys24hCount: { ja: 'このCookieを送った鍵の数（24時間）', en: 'Device keys that sent this cookie (24 hours)' },
  recallAccounts24hCount: {
    ja: '同じ見かけの端末が使ったアカウントの数（24時間）',
    en: 'Accounts from browsers of this look (24 hours)',
  },
  addressFailures1hCount: { ja: 'この接続元の失敗（1時間）', en: 'Failures from this address (1 hour)' },
  addressAccounts1hCount: { ja: 'この接続元のアカウントの数（1時間）', en: 'Accounts from this address (1 hour)' },
  addressFailureExcess: { ja: 'この接続元の失敗（いつもの何倍か）', en: 'Failures from this address, times the usual' },
  networkFailureExcess: { ja: 'この接続網の失敗（いつもの何倍か）', en: 'Failures from this network, times the usual' },
  providerFailureExcess: {
    ja: 'この事業者の失敗（いつもの何倍か）',
    en: 'Failures from this provider, times the usual',
  },
  ownKeyOrNetwork: { ja: '本人の鍵、またはいつもの固定回線', en: 'A key or the fixed network of the account' },
  stranger: { ja: '本人の端末でも回線でもない', en: 'Neither a device nor a network of the account' },
  campaign: { ja: '同じ特徴の一連の攻撃', en: 'A campaign of logins like this' },
  networkAccounts1hCount: { ja: 'この接続網のアカウントの数（1時間）', en: 'Accounts from this network (1 hour)' },
  deviceKey: {
    ja: '端末の鍵',
    en: "The device's key",
    values: {
      verified: { ja: '署名を確認', en: 'its signature holds' },
      refused: { ja: '署名が合わない', en: 'its signature does not hold' },
    },
  },
  deviceKeyForked: { ja: '端末の鍵が二か所で使われている', en: "The device's key is in use in two places" },
  deviceStatus: {
    ja: 'このアカウントでの端末の状態',
    en: "The device's status on this account",
    values: {
      new: { ja: '初めて', en: 'new' },
      active: { ja: '有効', en: 'active' },
      fraudulent: { ja: '不正', en: 'fraudulent' },
      shared: { ja: '重複', en: 'shared' },
      unproven: { ja: '不明', en: 'unproven' },
      pending: { ja: '待機中', en: 'pending' },
    },
  },
  deviceKeyAbsent: { ja: 'Cookieの端末の鍵がない', en: "The key of the cookie's device is absent" },
  deviceVouched: { ja: '本人の端末と確かめられた鍵', en: "A key that was vouched for as the owner's" },
  linkedDevice: {
    ja: '鍵もCookieもないブラウザが、どの端末に似ているか',
    en: 'What a browser without key and cookie looks like',
    values: {
      own: { ja: 'このアカウントの端末', en: 'a device of this account' },
      others: { ja: 'ほかのアカウントの端末', en: 'a device of other accounts' },
      none: { ja: '似た端末はない', en: 'no known device' },
    },
  },
  deviceKeyKnown: { ja: 'このアカウントで使ったことのある鍵', en: 'A key that this account has used before' },
  accountLogins: { ja: 'これまでの問題のないログイン', en: 'Undisputed logins so far' },
};

const UNKNOWN: Readonly<Record<string, Words>> = {
  unsupported: { ja: '不明（ブラウザが非対応）', en: 'unknown (not supported)' },
  blocked: { ja: '不明（遮断）', en: 'unknown (blocked)' },
  'timed-out': { ja: '不明（時間切れ）', en: 'unknown (timed out)' },
  failed: { ja: '不明（取得に失敗）', en: 'unknown (failed)' },
  'not-sent': { ja: '不明（届いていない）', en: 'unknown (not sent)' },
  'not-said': { ja: '不明', en: 'unknown' },
  'state-away': { ja: '不明（保存先が応答しない）', en: 'unknown (the store was away)' },
  'not-applicable': { ja: '該当なし', en: 'does not apply' },
};
const YES: Words = { ja: 'はい', en: 'yes' };
const NO: Words = { ja: 'いいえ', en: 'no' };
const VALUE_CHARS_MAX = 120;

/** A feature's name in words, or the name itself where there are none yet. */
export function featureWords(feature: string, language: Language): string {
  return rowOf(feature)?.[language] ?? feature;
}

/** A feature's value in words; times in the reader's form. */
export function valueWords(feature: string, value: unknown, language: Language): string {
  if (value === null || value === undefined) return UNKNOWN['not-said']?.[language] ?? '';
  if (typeof value === 'boolean') return (value ? YES : NO)[language];
  if (typeof value === 'number') return numberWords(feature, value, language);
  if (typeof value === 'string')
    return (own(rowOf(feature)?.values, value)?.[language] ?? value).slice(0, VALUE_CHARS_MAX);
  const unknown: unknown = Reflect.get(value, 'unknown') ?? Reflect.get(value, 'missing');
  const words = typeof unknown === 'string' ? own(UNKNOWN, unknown) : undefined;
  return words?.[language] ?? JSON.stringify(value).slice(0, VALUE_CHARS_MAX);
}

function numberWords(feature: string, value: number, language: Language): string {
  if (!/Ms(P\d+)?$/.test(feature)) return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
  const [amount, unit] =
    value < 1000 ? [value, 'millisecond'] : value < 120_000 ? [value / 1000, 'second'] : [value / 60_000, 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}

const rowOf = (feature: string): Row | undefined => own(FEATURES, feature);

function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
