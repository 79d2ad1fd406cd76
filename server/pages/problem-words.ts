import type { ProblemCode } from '../errors.ts';

/** The catalogue's titles in Japanese, for the readable page; answers themselves carry the English ones. */
export const PROBLEM_WORDS: Readonly<Record<ProblemCode, string>> = {
  'body-too-large': '本文が、このエンドポイントの上限を超えています。小さくしてください。',
  'content-type-unsupported': '本文は、圧縮していない UTF-8 の application/json にしてください。',
  'utf8-invalid': '本文が UTF-8 として正しくありません。',
  'json-invalid': '本文が JSON として正しくありません。JSON オブジェクトを1つ送ってください。',
  'json-too-deep': 'JSON の入れ子が深すぎるか、項目が多すぎます。',
  'json-key-duplicate': 'JSON に同じ名前の項目が2つあります。',
  'json-key-forbidden': 'JSON に __proto__ という名前の項目があります。取り除いてください。',
  'body-timeout': '本文が時間内に届きませんでした。もう一度送ってください。',
  'fields-invalid': 'このエンドポイントの決まりに合わない項目があります。`fields` を見てください。',
  'site-unknown': 'この公開鍵のサイトはありません。`npm run sites` に表示される pk_… を使ってください。',
  'origin-not-listed': 'この Origin はサイトに登録されていません。`npm run sites` で加えてください。',
  'agent-off': 'このサイトのエージェントは停止中です。停止中はトークンを求めません。',
  'agent-too-old':
    'このエージェントは、このゲートより古い版です。このゲートの agent.js を読み込んでください（キャッシュに古いものが残っています）。',
  'agent-too-new':
    'このエージェントは、このゲートより新しい版です。ゲートを更新するか、このゲートの agent.js を読み込んでください。',
  'nonce-forged': 'この nonce はここで作られたものではありません。GET /v1/nonce で受け取ってください。',
  'nonce-other-site': 'この nonce は別のサイトのものです。このサイトの公開鍵で受け取ってください。',
  'nonce-expired': 'この nonce は10分を過ぎています。GET /v1/nonce で受け取り直してください。',
  'nonce-used': 'この nonce はすでに使われています。GET /v1/nonce で受け取り直してください。',
  'key-missing': '秘密鍵を `Authorization: Bearer sk_…` で送ってください。',
  'key-unknown': 'この秘密鍵のサイトはありません。`npm run keys` で作ってください。',
  'key-demo-refused':
    'デモ用の鍵は、このコンピューター自身から、ループバックの Host で、プロキシを通さないときだけ使えます。',
  'scope-missing': 'この鍵には、必要なスコープがありません。そのスコープを持つ鍵を作ってください。',
  'idempotency-key-invalid': 'Idempotency-Key は、1～128文字の表示できる ASCII 文字にしてください。',
  'idempotency-key-reused': 'この Idempotency-Key は、別の本文で使われています。新しいキーにしてください。',
  'program-unknown': 'この名前のプログラムは、サイトに登録されていません。',
  'programs-full': 'サイトに登録したプログラムが100件に達しています。先に1件削除してください。',
  'list-entry-unknown': '自サイトのリストに、この番号の項目はありません。',
  'list-entry-exists': '同じ項目がすでにあります。そちらを変更してください。',
  'list-entry-ended': 'この項目は削除されたか、期限が切れています。新しく追加してください。',
  'list-entry-changed': '読んだあとに、ほかの人がこの項目を変更しました。読み直してから変更してください。',
  'campaign-unknown': 'この30日間に、この番号の一斉の試みは見つかっていません。',
  'lists-full':
    'リストの項目が、終わったものを含めて10万件に達しています。アドレスの代わりにネットワークで指定してください。',
  'notice-not-possible': 'この審査にはアカウントの名前がないか、24時間を過ぎているため、本人に尋ねられません。',
  'answer-login-unfit':
    '同じアカウントの、24時間以内に成功したログインの番号を送るか、本人確認を済ませたこと（identified）を伝えてください。',
  'outcomes-full': 'この審査にはすでに100件の結果があります。これ以上は受け付けません。',
  'request-invalid': 'HTTP のリクエストとして読めません。クライアントを確認してください。',
  'headers-too-large': 'ヘッダーが 32 KB を超えています。ヘッダーや Cookie を減らしてください。',
  'device-unknown': 'このアカウントが、この番号の端末から使われた記憶はありません。',
  'device-not-vouchable':
    'この端末は、鍵が確かめられていないか、不正であるか、サイトが様子見のため、本人のものと確かめられません。',
  'screening-unknown': '自サイトに、この番号の審査はありません。',
  'route-unknown': 'ここには何もありません。/openapi.json に一覧があります。',
  'method-not-allowed': 'このアドレスでは、このメソッドは使えません。Allow ヘッダーを見てください。',
  busy: '混み合っています。Retry-After の秒数をおいて、もう一度送ってください。',
  'state-away': '保存先につながらず、回答を残せませんでした。自サイトの代替判定に従い、あとでもう一度送ってください。',
  'records-away': '記録をいま読めません。Retry-After の秒数をおいて、もう一度送ってください。',
  'not-ready': '保存先につながりません。サーバーのログを見てください。',
  internal: '処理に失敗しました。サーバーのログを requestId で探してください。',
};
