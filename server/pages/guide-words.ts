import {
  NONCE_LIFE_MS,
  TOKEN_FIELD,
  TOKEN_LIFE_MS,
  TOKEN_OLD_AFTER_MS,
  TOKEN_REPEAT_MS,
} from '../../shared/constants.ts';
import { SCREENINGS_PAGE_MAX } from '../../shared/wire/screening.ts';
import type { Words } from '../../shared/wire/words.ts';
import { LIMITS } from '../limits.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The headings and sentences around the endpoints. */
export const GUIDE_WORDS = {
  start: { ja: 'はじめに', en: 'Start here' },
  startText: {
    ja: 'このページの例は、そのままデモに送れます。まず、シェルに自分の Sekisho のアドレスを入れてください。',
    en: 'The examples on this page run as they stand against the demo. First tell your shell where your Sekisho is.',
  },
  startKeys: {
    ja: 'デモの鍵 `pk_demo` と `sk_demo` は、このコンピューター自身からだけ使えます。自分のサイトでは、`npm run sites` で作る公開鍵と、`npm run keys` で作る秘密鍵に置き換えてください。',
    en: 'The demo’s keys, `pk_demo` and `sk_demo`, work from this machine itself alone. For a site of your own, take its public key from `npm run sites` and make a secret one with `npm run keys`.',
  },
  startHint: {
    ja: '例の審査にはトークンがないので、結果は REVIEW、理由は `no-token` になります。',
    en: 'The screening in the examples has no token, so its verdict is REVIEW, and the reason `no-token`.',
  },

  flow: { ja: '1回のログインの流れ', en: 'One login, step by step' },

  keys: { ja: '認証', en: 'Authentication' },
  keysPublic: {
    ja: '公開鍵 `pk_…` はページに書くもので、サイトの名前にあたります。秘密ではありません。ブラウザからの呼び出しは、サイトに登録した Origin からだけ受け付けます。',
    en: 'The public key `pk_…` stands in the page and names the site. It is no secret. Calls from browsers are taken only from the origins in the site’s list.',
  },
  keysSecret: {
    ja: '秘密鍵 `sk_…` はサーバーだけが持ち、`Authorization: Bearer sk_…` で送ります。作ったときに一度だけ表示され、鍵付きハッシュにして保存します。できることはスコープで決まります。',
    en: 'The secret key `sk_…` belongs on your server and is sent as `Authorization: Bearer sk_…`. It is shown once, when it is made, and stored as a keyed hash. Its scopes say what it may do.',
  },
  scopeFor: { ja: 'スコープごとにできること', en: 'What each scope is for' },

  errors: { ja: 'エラー', en: 'Errors' },
  errorsText: {
    ja: 'エラーはすべて `application/problem+json`（RFC 9457）です。プログラムでは `code` で見分けてください。`code` の意味は変わりませんが、`title` の文面は変わることがあります。送られた値をそのまま返すことはありません。',
    en: 'Every refusal is `application/problem+json` (RFC 9457). Branch on `code`: its meaning stays, while the wording of `title` may change. Nothing that was sent is echoed.',
  },
  errorsAnywhere: { ja: 'どこでも起こりうるもの', en: 'Possible anywhere' },

  again: { ja: '送り直し（べき等性）', en: 'Sending again (idempotency)' },
  againKey: {
    ja: `POST /v1/screenings は、\`Idempotency-Key\` を付けると安全に送り直せます。同じキーと同じ本文には、保存してある答えを \`"replayed": true\` とともに返します。同じキーで別の本文は 422 です。キーは ${LIMITS.idempotencyLifeMs / HOUR_MS} 時間覚えています。`,
    en: `With an \`Idempotency-Key\`, POST /v1/screenings can be sent again safely. The same key with the same body is answered with the stored answer and \`"replayed": true\`; with another body it is a 422. Keys are remembered for ${LIMITS.idempotencyLifeMs / HOUR_MS} hours.`,
  },
  againToken: {
    ja: `キーがなくても、同じトークンで同じアカウント・操作・アドレス・段階の問い合わせは、${TOKEN_REPEAT_MS / MINUTE_MS} 分以内なら繰り返しとみなし、同じ答えを返します（失敗の通知は別で、毎回1回の失敗として数え、審査します）。`,
    en: `Without a key, too: the same token with the same account, action, address and phase is a repeat for ${TOKEN_REPEAT_MS / MINUTE_MS} minutes, and gets the same answer; one that failed is judged, and counted, each time.`,
  },
  againOutcome: {
    ja: 'PUT …/outcome は、同じ内容を何度送っても同じです。',
    en: 'PUT …/outcome may be sent any number of times.',
  },

  limits: { ja: '制限', en: 'Limits' },
  limitsText: {
    ja: '上限を超えたものは、切り詰めずに断ります。収集と審査は別々の枠なので、片方に殺到しても、もう片方は待たされません。',
    en: 'What is over a limit is refused, never cut short. Collecting and screening have separate budgets: a flood on the one does not make the other wait.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** The steps of a login; `operation` is the call it makes. */
export const FLOW: readonly { readonly words: Words; readonly operations: readonly string[] }[] = [
  {
    words: {
      ja: 'ログインページで、エージェントがブラウザの様子を報告し、トークンを受け取ります。',
      en: 'On the login page, the agent reports what the browser shows and gets a token.',
    },
    operations: ['get-v1-nonce', 'post-v1-collect'],
  },
  {
    words: {
      ja: `フォームの送信時に、エージェントがトークンを \`${TOKEN_FIELD}\` という項目で添えます。`,
      en: `When the form is sent, the agent adds the token as the field \`${TOKEN_FIELD}\`.`,
    },
    operations: [],
  },
  {
    words: {
      ja: 'サイトのサーバーはパスワードを確かめ、その項目の値をそのまま添えて問い合わせます。答えが OK なら通し、REVIEW なら追加認証を求め、NG なら止めます。',
      en: 'Your backend checks the password and asks, handing the field’s value on untouched. OK: let the person in. REVIEW: ask for a further proof. NG: stop.',
    },
    operations: ['post-v1-screenings'],
  },
  {
    words: {
      ja: 'どうなったか分かったら、いつでも伝えてください。次からの審査がそこから学びます。',
      en: 'Once you know how it ended, tell it, even days later: later screenings learn from it.',
    },
    operations: ['put-v1-screenings-id-outcome'],
  },
  {
    words: {
      ja: '疑わしいときは、リンクのないお知らせの文面を受け取って本人に尋ね、その答えを伝えてください。',
      en: 'In doubt, ask the owner: take the text of a notice without links, and tell what was answered.',
    },
    operations: ['post-v1-screenings-id-notice', 'put-v1-screenings-id-owner-answer'],
  },
];

type LimitRow = { readonly name: Words; readonly amount: number; readonly unit: Words };

const BYTES: Words = { ja: 'バイト', en: 'bytes' };
const SECONDS: Words = { ja: '秒', en: 'seconds' };
const MINUTES: Words = { ja: '分', en: 'minutes' };
const HOURS: Words = { ja: '時間', en: 'hours' };
const PIECES: Words = { ja: '', en: '' };

const limit = (ja: string, en: string, amount: number, unit: Words): LimitRow => ({ name: { ja, en }, amount, unit });

export const LIMIT_ROWS: readonly LimitRow[] = [
  limit('報告の本文', 'Body of a report', LIMITS.collectBodyBytesMax, BYTES),
  limit('審査の本文', 'Body of a screening', LIMITS.screeningBodyBytesMax, BYTES),
  limit('結果の本文', 'Body of an outcome', LIMITS.outcomeBodyBytesMax, BYTES),
  limit('ヘッダー全体', 'All headers together', LIMITS.headerBytesMax, BYTES),
  limit('JSON の深さ', 'Depth of the JSON', LIMITS.jsonDepthMax, PIECES),
  limit('JSON の項目の数', 'Members of the JSON', LIMITS.jsonKeysMax, PIECES),
  limit('本文が届くまで', 'For a body to arrive', LIMITS.bodyReadMsMax / 1000, SECONDS),
  limit('nonce の有効期間', 'Life of a nonce', NONCE_LIFE_MS / MINUTE_MS, MINUTES),
  limit('トークンが新しいとみなされる時間', 'A token counts as fresh for', TOKEN_OLD_AFTER_MS / MINUTE_MS, MINUTES),
  limit('トークンの有効期間', 'Life of a token', TOKEN_LIFE_MS / HOUR_MS, HOURS),
  limit('一覧の1ページ', 'Screenings on a page', SCREENINGS_PAGE_MAX, PIECES),
  limit('混雑時（503）に待つ時間', 'Wait after a 503', LIMITS.retryAfterS, SECONDS),
];
