import type { FailoverCause, Grade, Language, Mode, Words } from '../sdk/node/index.ts';

type Table = Readonly<Record<string, Words>>;

const HYPOTHESES: Table = {
  bot: { ja: 'プログラムによる操作か', en: 'Is a program at work?' },
  takeover: { ja: '本人以外による操作か', en: 'Is it someone else than the owner?' },
};

const BOTS: Table = {
  human: { ja: '人', en: 'human' },
  suspect: { ja: '疑いあり', en: 'suspect' },
  bot: { ja: 'ボット', en: 'bot' },
};

const FAMILIES: Table = {
  integrity: { ja: '完全性', en: 'integrity' },
  automation: { ja: '自動操作', en: 'automation' },
  environment: { ja: '環境', en: 'environment' },
  hands: { ja: '操作', en: 'hands' },
  device: { ja: '端末', en: 'device' },
  network: { ja: 'ネットワーク', en: 'network' },
  habit: { ja: '習慣', en: 'habit' },
  velocity: { ja: '頻度', en: 'velocity' },
};

const PROVENANCES: Table = {
  claimed: { ja: 'ブラウザの申告', en: 'claimed by the browser' },
  observed: { ja: 'サーバーの観測', en: 'observed by the server' },
  proven: { ja: '証明済み', en: 'proven' },
};

const DECIDERS: Table = {
  integrity: { ja: '完全性の失敗', en: 'failed integrity' },
  grade: { ja: '操作に必要な認証の強さ', en: "the action's least grade" },
  allow: { ja: '許可リスト', en: 'allow list' },
  block: { ja: '拒否リスト', en: 'block list' },
  rule: { ja: 'ルール', en: 'rule' },
  score: { ja: 'リスク', en: 'risk score' },
  failover: { ja: '接続できないときの取り決め', en: 'fail-over policy' },
};

const MODES: Readonly<Record<Mode, Words>> = {
  observe: { ja: '観察（結果に従わない）', en: 'observe' },
  enforce: { ja: '適用', en: 'enforce' },
};

const GRADES: Readonly<Record<Grade, Words>> = {
  possession: { ja: '所持の確認（SMS など）', en: 'possession (such as a code by SMS)' },
  'strong-possession': { ja: '強い所持の確認（電話発信認証など）', en: 'strong possession (such as a phone call)' },
  'phishing-resistant': { ja: 'フィッシング耐性のある認証（パスキー）', en: 'phishing-resistant (a passkey)' },
};

const CAUSES: Readonly<Record<FailoverCause, Words>> = {
  'timed-out': { ja: '時間内に応答がありませんでした。', en: 'no answer in time.' },
  unreachable: { ja: '接続できませんでした。', en: 'no connection.' },
  'server-error': { ja: 'サーバーの内部で問題が起きました。', en: 'the server had a problem.' },
  'state-away': { ja: '保存先につながりません。', en: 'its store was away.' },
  'too-busy': { ja: 'サーバーが混み合っています。', en: 'the server was too busy.' },
  'unexpected-answer': { ja: '応答を読み取れませんでした。', en: 'the answer could not be read.' },
};

const TABLES = {
  hypothesis: HYPOTHESES,
  bot: BOTS,
  family: FAMILIES,
  provenance: PROVENANCES,
  decider: DECIDERS,
  mode: MODES,
  grade: GRADES,
  cause: CAUSES,
} as const satisfies Readonly<Record<string, Table>>;

/** Sekisho's terms in plain words; a term of a newer Sekisho stands for itself. */
export function termWords(kind: keyof typeof TABLES, term: string, language: Language): string {
  const table: Table = TABLES[kind];
  return Object.hasOwn(table, term) ? (table[term]?.[language] ?? term) : term;
}
