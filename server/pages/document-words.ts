import type { Words } from '../../shared/wire/words.ts';
import type { Endpoint } from '../routes/endpoint.ts';

/** What the API document says besides its endpoints and fields. */
export const DOCUMENT_WORDS = {
  about: {
    ja: 'Sekisho（関所）は、ログインしようとしているのが口座やアカウントの持ち主か、ボットか、盗んだパスワードを使う他人かを判定します。ページのスクリプトがブラウザの様子を報告してトークンを受け取り、サイトのサーバーがそのトークンを添えて問い合わせると、OK・REVIEW・NG を理由とともに答えます。',
    en: 'Sekisho judges whether the one who logs in is the account’s owner, a bot, or someone with a stolen password. The page’s script reports what the browser shows and gets a token; the site’s backend sends that token with its question and is answered OK, REVIEW or NG, with the reasons.',
  },
  key: { ja: '`npm run keys` で作る秘密鍵 sk_…', en: 'The secret key sk_…, made with `npm run keys`' },
  answered: { ja: '答え', en: 'The answer' },
  otherProblem: { ja: 'そのほかのエラー', en: 'Any other problem' },
  bodyMax: (bytes: number): Words => ({
    ja: `JSON（UTF-8）。最大 ${bytes.toLocaleString('ja')} バイト`,
    en: `JSON in UTF-8, at most ${bytes.toLocaleString('en')} bytes`,
  }),
} as const;

/** In the order of the document. */
export const CALLERS = ['browser', 'backend', 'anyone'] as const satisfies readonly Endpoint['caller'][];

export const CALLER_WORDS: Readonly<Record<Endpoint['caller'], { readonly name: Words; readonly description: Words }>> =
  {
    browser: {
      name: { ja: 'ページ（ブラウザ）から呼ぶ', en: 'Called by the page' },
      description: {
        ja: 'エージェント（/agent.js）が自動で呼びます。サイトは公開鍵 `?site=pk_…` で名乗り、Origin はサイトに登録したものに限ります。',
        en: 'The agent (/agent.js) makes these calls by itself. The site is named by its public key, `?site=pk_…`, and the origin must be in the site’s own list.',
      },
    },
    backend: {
      name: { ja: 'サイトのサーバーから呼ぶ', en: 'Called by your backend' },
      description: {
        ja: '秘密鍵を `Authorization: Bearer sk_…` で送ります。鍵で見られるのも変えられるのも、自サイトのものだけです。点数と理由は社内の担当者向けです。ブラウザには渡さないでください（攻撃者の手がかりになります）。',
        en: 'With the secret key as `Authorization: Bearer sk_…`. A key sees and changes its own site alone. Scores and reasons are for your own team: never hand them to browsers, they would teach an attacker.',
      },
    },
    anyone: {
      name: { ja: 'だれでも呼べる', en: 'Open to anyone' },
      description: {
        ja: 'サーバーに届く人ならだれでも、鍵なしで呼べます。',
        en: 'Open to whoever reaches the server, without a key.',
      },
    },
  };
