import type { FieldWords } from './field-words.ts';

/** What each field of a request means. Where English is missing, the schema says it. */
export const REQUEST_WORDS: Readonly<Record<string, FieldWords>> = {
  'ScreeningRequest.domain': {
    ja: '審査の分野。いまは access（アクセス）だけです。',
    en: 'The field of judgement; for now access alone.',
  },
  'ScreeningRequest.action': {
    ja: 'これから行う操作、または行った操作。',
    en: 'What the person does.',
  },
  'ScreeningRequest.phase': {
    ja: 'パスワードなどの確認の前（attempted）か、成功（succeeded）または失敗（failed）した後か。',
    en: 'Before the password was checked (attempted), or after it was right (succeeded) or wrong (failed).',
  },
  'ScreeningRequest.channel': {
    ja: '操作の経路。トークンは web と webview でだけ求めます。',
    en: 'Which way the person came. A token is expected on web and webview only.',
  },
  'ScreeningRequest.token': {
    ja: 'フォームの `sekisho-token` の値をそのまま。省略・null・"" は同じ意味です。',
  },
  'ScreeningRequest.origin': {
    ja: 'サイト自身が受けたリクエストの Origin ヘッダー。省略または "null" は不明として扱います。',
  },
  'ScreeningRequest.session': {
    ja: 'ページの `data-session` と同じ値。両方にあって違うときだけ、食い違いとします。',
  },
  'ScreeningRequest.account': {
    ja: 'だれのアカウントか。分からないとき（登録前など）は省略します。',
    en: 'Whose account it is. Leave it out where there is none yet.',
  },
  'ScreeningRequest.account.id': {
    ja: 'サイトがアカウントにつけている番号。鍵付きハッシュにして保存します。',
    en: 'The site’s own id of the account; stored as a keyed hash.',
  },
  'ScreeningRequest.account.email': { ja: 'メールアドレス。', en: 'E-mail address.' },
  'ScreeningRequest.account.phone': { ja: '電話番号（E.164。例：+819012345678）。', en: 'In E.164, as +819012345678.' },
  'ScreeningRequest.account.createdAt': { ja: 'アカウントを開設した日時。', en: 'When the account was opened.' },
  'ScreeningRequest.client': {
    ja: 'サイトのサーバーから見た、接続の相手。',
    en: 'Who is connected, as your backend sees it.',
  },
  'ScreeningRequest.client.ip': {
    ja: '利用者のアドレス（プロキシのものではなく）。',
    en: 'The person’s address, not that of a proxy of yours.',
  },
  'ScreeningRequest.client.userAgent': {
    ja: 'User-Agent ヘッダー。なければ ""。',
    en: 'The User-Agent header; "" where there is none.',
  },
  'ScreeningRequest.client.headers': {
    ja: '届いたヘッダーの名前と値の組。届いた順のまま。',
    en: 'The headers as pairs of name and value, in the order in which they came.',
  },
  'ScreeningRequest.client.edge': {
    ja: 'CDN やロードバランサーだけが知る接続の情報。',
    en: 'What only your CDN or load balancer knows of the connection.',
  },
  'ScreeningRequest.client.edge.ja4': { ja: 'TLS の指紋（JA4）。', en: 'The TLS fingerprint, JA4.' },
  'ScreeningRequest.client.edge.httpVersion': { ja: 'HTTP の版。', en: 'The HTTP version.' },
  'ScreeningRequest.client.edge.rttMs': {
    ja: 'TCP接続の往復時間（ミリ秒。nginxなら$tcpinfo_rttの1000分の1）。',
    en: 'Round trip of the TCP connection, in milliseconds (nginx: $tcpinfo_rtt / 1000).',
  },
  'ScreeningRequest.client.edge.clientCertificateSha256': {
    ja: '接続の終端（ロードバランサーなど）が検証したクライアント証明書（DER）の SHA-256。16進64桁。利用者の送ったヘッダーから写してはいけません。',
  },
  'ScreeningRequest.client.request': {
    ja: '届いたリクエストのメソッドと URL 全体。署名付きリクエスト（RFC 9421）の検証に使います。headers も必要です。',
    en: 'Method and full URL of the action’s own request, for signed requests (RFC 9421); they need `headers` too.',
  },
  'ScreeningRequest.client.request.method': { ja: 'HTTP メソッド。', en: 'The HTTP method.' },
  'ScreeningRequest.client.request.url': {
    ja: '利用者が呼んだ URL 全体。オリジンがサイトの一覧にあるときだけ、署名を認めます。',
    en: 'The full URL as it was called; a signature counts only where its origin is in the site’s list.',
  },
  'ScreeningRequest.credential': {
    ja: 'パスワードについて分かっていること。パスワードそのものは決して送りません。',
    en: 'What is known of the password. Never the password itself.',
  },
  'ScreeningRequest.credential.breached': {
    ja: '流出が知られているパスワードか。',
    en: 'Whether the password is known from a breach.',
  },
  'ScreeningRequest.credential.sketch': { ja: '鍵付きハッシュの先頭16ビットまで。パスワードは決して送りません。' },
  'ScreeningRequest.amount': { ja: '操作の金額。', en: 'The amount at stake.' },
  'ScreeningRequest.payee': {
    ja: '受取人。口座番号など、いつも同じ値。鍵付きハッシュで初めての相手かどうかを見ます。',
    en: 'Who is to be paid: an account number, or whatever is always the same. By its keyed hash it is told whether it is the first time.',
  },
  'ScreeningRequest.attributes': {
    ja: 'サイト独自の値。名前は64文字まで、文字列は256文字まで。',
    en: 'Values of your own: names of up to 64 characters, texts of up to 256.',
  },

  'OutcomeRequest.result': {
    ja: '何が起きたか。fraud（不正）、legit（本人と確認）、chargeback（返金請求）、disputed（心当たりがないとの申し出）は、後日でも送れます。',
    en: 'What happened. fraud, legit (it was the owner), chargeback and disputed (somebody says that it was not the owner) may come days later.',
  },
  'OutcomeRequest.source': { ja: 'だれが、何によって知ったか。', en: 'Who or what says so.' },
  'OutcomeRequest.comment': { ja: '担当者のメモ。', en: 'A note for your team.' },
  'OutcomeRequest.grade': {
    ja: '通った追加認証の強さ（stepup-passed のとき）。phishing-resistant は、その端末の鍵を本人のものと確かめます。',
    en: 'How strong the step-up was that was passed (stepup-passed alone). A phishing-resistant one vouches for the key of its device.',
  },

  'Report.v': { ja: '報告の形式の版。', en: 'The version of the report’s form.' },
  'Report.nonce': { ja: 'GET /v1/nonce で受け取った値。', en: 'As answered by GET /v1/nonce.' },
  'Report.session': {
    ja: 'サイトがこの訪問につけた名前。審査の `session` と突き合わせます。',
    en: 'What the site calls this visit; compared with the screening’s `session`.',
  },
  'Report.layout': {
    ja: 'nonceの寸法で並べた4つの箱の、左端と幅（CSSピクセル）。',
    en: 'Left edges and widths, in CSS pixels, of four boxes that are laid out with the nonce’s measures.',
  },
  'Report.signals': {
    ja: 'ブラウザが示すもの。値を得られなかったときは `{ "missing": "…" }` とし、理由は unsupported、blocked、timed-out、failed のいずれかです。',
    en: 'What the browser shows. A value that could not be had is `{ "missing": "…" }`, the reason being unsupported, blocked, timed-out or failed.',
  },
  'Report.streams': {
    ja: '操作の様子。数だけを送り、入力された内容は決して送りません。',
    en: 'How the page is operated. Numbers alone, never what is typed.',
  },

  'query.site': { ja: 'サイトの公開鍵 pk_…', en: 'The site’s public key, pk_…' },
  'query.v': {
    ja: 'エージェントの通信の版。合わなければ `agent-too-old` か `agent-too-new` を返します。',
    en: 'The wire version that the agent speaks; another than the gate’s is answered `agent-too-old` or `agent-too-new`.',
  },
  'query.account': {
    ja: 'アカウントの番号、またはその参照 `acc_…`（アドレスはログに残るので、参照を勧めます）。',
  },
  'query.device': { ja: '端末の番号。', en: 'The device’s id.' },
  'query.ip': { ja: '利用者のアドレス。', en: 'The person’s address.' },
  'query.verdict': { ja: '審査結果。', en: 'The verdict.' },
  'query.reason': { ja: '理由のコード。', en: 'A reason’s code.' },
  'query.campaign': { ja: '一斉の試み cmp_… の一部と分かった審査だけ。reason と一緒には使えません。' },
  'query.from': { ja: 'この日時から（ちょうどを含みます）。' },
  'query.to': { ja: 'この日時より前。' },
  'query.limit': { ja: '1ページの件数。', en: 'How many on a page.' },
  'query.cursor': { ja: '前のページの `next`。', en: 'The `next` of the page before.' },
  'path.ref': {
    ja: 'アカウントの番号か、できれば参照 acc_…（番号はログに残ることがあります）。',
    en: 'The account’s id, or better its reference acc_…: addresses end up in logs.',
  },
  'query.effect': { ja: 'allow（許可）、block（拒否）、ask、watch。', en: 'allow, block, ask or watch.' },
  'query.subject': { ja: '何についての項目か。', en: 'What the entry is about.' },
  'query.value': { ja: '値。subject と合わせて、ちょうどこの値の項目だけ。' },
  'query.state': {
    ja: 'active は有効な項目だけ、all は終わったものも。',
    en: 'active: what holds; all: also what has ended.',
  },
  'query.author': { ja: 'リストから外す担当者。' },
  'path.campaign': { ja: '一斉の試みの番号 cmp_…', en: 'The campaign’s id, cmp_…' },
  'path.entry': { ja: 'リストの項目の番号 lst_…', en: 'The list entry’s id, lst_…' },
  'path.name': { ja: 'プログラムの登録名。', en: 'The program’s name here.' },
  'path.id': { ja: '審査の番号 scr_…', en: 'The screening’s id, scr_…' },
  'header.Idempotency-Key': {
    ja: '同じ問い合わせの送り直しを見分けるキー。表示できる ASCII 文字で128文字まで、24時間覚えています。',
    en: 'Marks a question that may be sent again: up to 128 printable ASCII characters, remembered for 24 hours.',
  },
};
