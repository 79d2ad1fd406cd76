import type { Words } from '../sdk/node/index.ts';

export type Row = Words & { readonly values?: Readonly<Record<string, Words>> };

const MOVED: Readonly<Record<string, Words>> = {
  same: { ja: '同じ', en: 'the same' },
  line: { ja: '別の事業者の回線', en: "another provider's line" },
  servers: { ja: 'サーバー用の接続網やVPN', en: 'servers or a VPN' },
};

/** Of relays, sessions and payees: a part of the words of all features. */
export const FEATURE_WORDS_OF_RELAYS: Readonly<Record<string, Row>> = {
  pageOrigin: {
    ja: '画面が開かれたサイト',
    en: 'The site that the page was opened at',
    values: { same: { ja: '本物のサイト', en: 'the site itself' } },
  },
  reportNetwork: { ja: '画面を開いた接続網と比べて', en: 'Against the network of the page', values: MOVED },
  sessionNetwork: { ja: 'ログインの接続網と比べて', en: 'Against the network of the login', values: MOVED },
  sessionBrowser: {
    ja: 'ログインしたブラウザと比べて',
    en: 'Against the browser of the login',
    values: {
      same: { ja: '同じ', en: 'the same' },
      'key-absent': { ja: '鍵がない', en: 'its key is absent' },
      'other-key': { ja: '別の鍵', en: 'another key' },
      'other-browser': { ja: '別のブラウザ', en: 'another browser' },
    },
  },
  roundTripExcessMs: { ja: '往復時間を超える応答の遅れ', en: 'Answers later than the round trip by' },
  moveGapMs: { ja: 'マウスの動きが届く間隔', en: 'Between two moves of the mouse' },
  moveGapGrowth: { ja: 'その間隔の、ログイン時に対する倍率', en: 'The same, times that of the login' },
  payeeKnown: { ja: '以前に使われた振込先', en: 'A payee of before' },
  pastes: { ja: '貼り付けの回数', en: 'Pasted' },
};
