import type { Words } from '../sdk/node/index.ts';

/** All that the bank says of itself; what Sekisho says (reasons) comes with its answer. */
export const TEXTS = {
  skip: { ja: '本文へ移動', en: 'Skip to content' },
  footer: {
    ja: 'デモ銀行は実在しません。Sekisho（関所）の動きを見るための、手元だけで動く見本です。',
    en: 'Demo Bank does not exist. It is a sample that runs on this machine alone, to show Sekisho (関所) at work.',
  },
  again: { ja: 'もう一度ログインする', en: 'Log in again' },

  loginHeading: { ja: 'インターネットバンキング', en: 'Online banking' },
  loginLead: { ja: 'メールアドレスとパスワードを入力してください。', en: 'Enter your e-mail address and password.' },
  username: { ja: 'メールアドレス', en: 'E-mail address' },
  password: { ja: 'パスワード', en: 'Password' },
  logIn: { ja: 'ログイン', en: 'Log in' },
  loginError: {
    ja: 'メールアドレスまたはパスワードが正しくありません。',
    en: 'The e-mail address or the password is not right.',
  },
  tryHeading: { ja: 'お試しいただくには', en: 'To try it' },
  tryEmail: { ja: 'メールアドレスは何でも結構です。', en: 'Any e-mail address will do.' },
  tryPassword: { ja: 'パスワード：', en: 'The password is ' },
  privacy: {
    ja: '不正なログインを防ぐため、この画面は端末の種類と操作の様子を調べます。入力された内容は読み取りません。',
    en: 'To keep others out of your account, this page looks at the kind of device and at how it is operated. It never reads what you type.',
  },

  okHeading: { ja: 'ログインしました', en: 'You are logged in' },
  okText: { ja: 'お客様は、何も求められずにこのまま進みます。', en: 'The customer goes on and notices nothing.' },
  reviewHeading: { ja: 'もう一段の確認をお願いします', en: 'One more step' },
  ngHeading: { ja: 'ログインを中止しました', en: 'This login was stopped' },
  customerSees: { ja: 'お客様に見えるのは、この一文だけです', en: 'All that the customer would see' },
  stepUp: { ja: 'ここで追加の本人確認を求めます：', en: 'The bank would now ask for a further proof: ' },
  stepUpAny: {
    ja: 'ここで、お客様がお持ちの最も強い方法による追加の本人確認を求めます',
    en: 'The bank would now ask for the strongest further proof that the customer has',
  },
  stepUpLater: { ja: '（このデモでは、まだ実際には行いません）。', en: ' (this demo does not carry it out yet).' },
  failover: {
    ja: 'Sekisho に接続できなかったため、銀行側であらかじめ決めておいた対応をとりました。原因：',
    en: 'Sekisho could not be asked, so the bank did what it had decided for such a case. Cause: ',
  },

  analystHeading: { ja: '判定の内訳', en: 'How this was judged' },
  analystLead: {
    ja: 'ここから下は、銀行のセキュリティ担当者向けの内容です。攻撃者の手がかりになるため、実際のサイトでお客様の画面に出すことはありません。',
    en: "What follows is for the bank's security team. A real site never shows it to a browser: it would teach an attacker what to change.",
  },
  risk: { ja: 'リスク', en: 'risk' },
  noReasons: {
    ja: 'リスクを示すものは何も見つかりませんでした。',
    en: 'Nothing was found that speaks of a risk.',
  },
  start: { ja: '出発点（サイトと操作ごとの値）', en: 'Starting point (for this site and action)' },
  sum: { ja: '合計', en: 'Sum' },
  points: { ja: '/ 100', en: '/ 100' },
  lowers: { ja: '← 安全側', en: '← safer' },
  raises: { ja: '危険側 →', en: 'riskier →' },
  chartNote: {
    ja: '数字は対数オッズです。合計が大きいほどリスクが高くなります。',
    en: 'The numbers are log-odds. The greater the sum, the higher the risk.',
  },
  weightWas: { ja: '重み', en: 'weight' },

  otherwiseHeading: { ja: '何が違えば結果が変わったか', en: 'What would have changed it' },
  otherwise: { ja: '次の点が違っていれば、結果は ', en: 'If this had been different, the verdict would have been ' },
  otherwiseEnd: { ja: ' でした。', en: '.' },
  otherwiseOk: {
    ja: '結果は OK のため、変わる必要のあるものはありません。',
    en: 'Nothing had to be different: the verdict is OK.',
  },
  otherwiseNone: {
    ja: '結果を変えるような小さな違いはありません。',
    en: 'There is no small change that would have led to another verdict.',
  },

  sawHeading: { ja: 'サーバーから見えたもの', en: 'What the server saw' },
  address: { ja: '接続元アドレス', en: 'Client address' },
  userAgent: { ja: 'ブラウザの名乗り', en: 'User agent' },
  account: { ja: 'アカウント', en: 'Account' },
  token: { ja: 'ページからの情報（トークン）', en: "The page's report (token)" },
  tokenNone: { ja: '届いていません', en: 'None came' },
  tokenWhole: { ja: '届いています', en: 'Came with the form' },
  tokenReport: {
    ja: 'フォームと一緒に届いただけで、トークンはありません',
    en: 'Came with the form alone, without a token',
  },
  session: { ja: 'セッション', en: 'Session' },
  sessionKnown: { ja: 'Cookie あり', en: 'The cookie came' },
  sessionNone: { ja: 'Cookie なし', en: 'No cookie came' },
  origin: { ja: '送信元ページ（Origin）', en: 'Origin of the form' },
  nothing: { ja: 'なし', en: 'none' },

  factsHeading: { ja: '判定の記録', en: 'The record' },
  id: { ja: '審査番号', en: 'Screening' },
  decidedBy: { ja: '決め手', en: 'Decided by' },
  mode: { ja: 'モード', en: 'Mode' },
  wouldBe: { ja: '本番モードなら', en: 'Enforced it would be' },
  policy: { ja: '審査ポリシーの版', en: 'Policy revision' },
  took: { ja: '判定にかかった時間', en: 'Time taken' },
  ms: { ja: 'ミリ秒', en: 'ms' },
  replayed: { ja: '再送', en: 'Repeat' },
  replayedYes: { ja: '同じ送信の繰り返しのため、前回の答えです', en: 'The same form again: the stored answer' },
  degraded: { ja: '機能低下', en: 'Degraded' },

  tooLarge: { ja: '送信された内容が大きすぎます', en: 'What was sent is too large' },
  unsupported: { ja: 'この形式の送信は受け付けていません', en: 'This kind of request is not accepted' },
  garbled: { ja: '送信された内容を読み取れませんでした', en: 'What was sent could not be read' },
  notAsked: { ja: 'ただいまログインいただけません', en: 'Logging in is not possible now' },
  notAskedWhy: { ja: 'Sekisho が問い合わせを受け付けませんでした：', en: 'Sekisho refused the question: ' },
} as const satisfies Readonly<Record<string, Words>>;

export type TextName = keyof typeof TEXTS;
