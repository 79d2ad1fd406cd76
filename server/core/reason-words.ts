import type { Words } from '../../shared/wire/words.ts';
import { REASON_WORDS_OF_ACCESS } from './reason-words-of-access.ts';

export type ReasonWords = Readonly<Record<string, Words>>;

/** What each reason says to an analyst. A test holds this table and the detectors to each other. */
export const REASON_WORDS: ReasonWords = {
  webdriver: {
    ja: 'ブラウザが、自動操作されていると自ら示しています。',
    en: 'The browser itself says that it is being automated.',
  },
  'headless-user-agent': {
    ja: '画面のないブラウザ（ヘッドレス）であると名乗っています。',
    en: 'The browser names itself as one without a screen (headless).',
  },
  'user-agent-mismatch': {
    ja: 'ブラウザの名乗りが、場所によって食い違っています。',
    en: 'The browser names itself differently in different places.',
  },
  'impossible-window-geometry': {
    ja: 'ウィンドウと画面の寸法が、実際にはありえない組み合わせです。',
    en: 'The sizes of window and screen cannot exist together.',
  },
  'input-clock-synthetic': {
    ja: 'マウスやキーボードの時刻の刻みが、機器のものではありません（ツールが作った入力です）。',
    en: "The input's time stamps are not those of a mouse or keyboard: a tool makes them.",
  },
  'press-without-pressure': {
    ja: 'マウスのボタンが、押す力のないまま押されています。',
    en: 'The mouse button was pressed without any pressure.',
  },
  'activated-untouched': {
    ja: 'キーや画面に触れないまま、ページが人に操作されたことになっています。',
    en: 'The page counts as operated by a person, though no key, press or click reached it.',
  },
  'capitals-without-shift': {
    ja: 'ShiftもCaps Lockも使わずに、大文字が打たれています。',
    en: 'Capitals were typed with neither Shift nor Caps Lock.',
  },
  'moves-off-grid': {
    ja: 'マウスの位置が、画面の画素から外れています。',
    en: 'The pointer moved between the pixels of the screen.',
  },
  'press-centred': {
    ja: '押された位置が、すべて部品のちょうど中心です。',
    en: 'Every press hit the very middle of what it pressed.',
  },
  'press-instant': {
    ja: '押した瞬間に離されています。',
    en: 'Presses ended the moment they began.',
  },
  'pointer-jump': {
    ja: '最初の動きで、ポインターが離れた場所から跳んでいます。',
    en: 'The first move of the pointer was a jump from afar.',
  },
  'fields-filled-at-once': {
    ja: '入力欄の文字が、キーも貼り付けも使わずに一度に入りました。',
    en: 'A field got all its text at once, with neither keys nor pasting.',
  },
  'webdriver-denied': {
    ja: 'ページでは自動操作を否定していますが、ページ内の枠や別の処理では自動操作と示しています。',
    en: 'The page denies that it is automated, and a frame or a worker of it says that it is.',
  },
  'driver-named': {
    ja: 'ブラウザを操作する道具が、ページに自分の名前を残しています。',
    en: 'A tool that drives browsers left its names in the page.',
  },
  'console-read': {
    ja: 'ブラウザの記録（コンソール）を読んでいるものがあります。ブラウザを外から操作する道具か、開発者ツールです。',
    en: 'Something reads the console of the page: a tool that drives the browser, or its developer tools.',
  },
  'parts-replaced': {
    ja: 'ブラウザの機能の一部が、別のものに差し替えられています（プライバシー保護の拡張機能でも同じです）。',
    en: 'Parts of the browser were replaced by others (extensions for privacy do so too).',
  },
  'page-not-laid-out': {
    ja: 'ページが実際には表示されていません。ブラウザを真似たプログラムの特徴です。',
    en: 'The page is not laid out at all: a program that imitates a browser.',
  },
  'scope-contradiction': {
    ja: 'ブラウザの名乗りが、ページの中とその裏側（Workerや空のフレーム）で食い違っています。',
    en: 'The browser says other things of itself in a worker or an empty frame than in the page.',
  },
  'engine-constants-mixed': {
    ja: '二種類のブラウザの特徴が混ざっています。実在のブラウザにはない組み合わせです。',
    en: 'It shows constants of two kinds of browser at once: no browser has both.',
  },
  'engine-foreign-part': {
    ja: '別の種類のブラウザにしかない値が含まれています。',
    en: 'It shows a value that only another kind of browser has.',
  },
  'api-version-mismatch': {
    ja: '名乗っている版のブラウザにあるはずの機能がないか、まだない機能があります。',
    en: 'It lacks what its version of the browser has, or has what came later.',
  },
  'client-hints-emptied': {
    ja: 'ブラウザの名乗りが外から書き換えられ、新しい名乗り（UA-CH）が空になっています。',
    en: 'The user agent was set from outside, which left the newer names (UA-CH) empty.',
  },
  'client-hints-contradiction': {
    ja: 'ブラウザの新しい名乗り（UA-CH）が、その中で、または送信時の名乗りと食い違っています。',
    en: 'The newer names of the browser (UA-CH) contradict one another, or those of the request.',
  },
  'emulated-phone': {
    ja: 'スマートフォンと名乗っていますが、パソコンの部品の特徴があります。',
    en: 'It names itself a phone and has parts of a computer.',
  },
  'renderer-other-system': {
    ja: '描画装置が、名乗っているOSのものではありません。',
    en: 'The renderer is not one of the system that is named.',
  },
  'software-renderer': {
    ja: '描画装置を使わずに描画しています（仮想マシンや遠隔操作の画面でも同じです）。',
    en: 'It draws without a graphics unit (virtual machines and remote desktops do so too).',
  },
  'no-pointing-device': {
    ja: 'マウスもタッチ画面もない、パソコンのブラウザです。',
    en: 'A desktop browser with neither a mouse nor a touch screen.',
  },
  'notification-contradiction': {
    ja: '通知の設定が、尋ね方によって食い違っています。',
    en: 'The notification setting differs with the way it is read.',
  },
  'languages-contradiction': {
    ja: '言語の設定が、その中で、または送信時の言語と食い違っています。',
    en: 'The languages contradict one another, or those of the request.',
  },
  'time-zone-contradiction': {
    ja: '時間帯の名前と、時計の過去の記録が一致しません。',
    en: 'The time zone that is named never had this clock.',
  },
  'browser-header-lacking': {
    ja: 'どのブラウザも送る情報（ヘッダー）が、送信にありません。',
    en: 'A header that every browser sends is missing.',
  },
  'header-order': {
    ja: '送信の情報（ヘッダー）の順序が、このブラウザのものではありません。',
    en: 'The headers stand in an order that this browser does not write.',
  },
  'program-named': {
    ja: 'プログラム（クローラー、AIエージェント、通信用の道具）であると名乗っています。名乗りだけでは証明になりません。',
    en: 'It names itself a program (a crawler, an AI agent, a tool). The name alone proves nothing.',
  },
  'program-proven': {
    ja: '登録されたプログラムが、署名または証明書で本物と証明されています。',
    en: 'A registered program, proven by its signature or certificate.',
  },
  'program-in-network': {
    ja: '登録されたプログラムが、登録された接続元から来ています。',
    en: 'A registered program, coming from the networks registered for it.',
  },
  'program-contradicted': {
    ja: '登録されたプログラムの名前を名乗っていますが、登録された接続元・証明書・署名のいずれとも一致しません。',
    en: 'It says the name of a registered program, and nothing that was registered for that one holds.',
  },
  'program-signature-refused': {
    ja: '登録されたプログラムの署名が付いていますが、有効ではありません（期限切れ、改ざん、使い回しなど）。',
    en: "It carries a registered program's signature that does not hold: late, altered or used before.",
  },
  'report-impossible': {
    ja: 'どのブラウザにもあるはずの情報が、壊れているか、初めからありません。',
    en: 'What every browser has is broken or was never there.',
  },
  'layout-unseen': {
    ja: '画面の組み立てを確かめられない報告です。',
    en: 'Whether a browser laid the page out could not be seen.',
  },
  'layout-wrong': {
    ja: 'ブラウザなら必ず正しく描ける配置の問いに、誤った答えが返りました（ブラウザを使わないプログラムの疑いがあります）。',
    en: 'Boxes that every browser lays out alike came out wrong: probably no browser drew the page.',
  },
  'layout-absent': {
    ja: '訪問ごとの配置の問いに、答えがありません。',
    en: "The visit's question, where some boxes lie, was not answered.",
  },
  'work-wrong': {
    ja: '訪問ごとの計算の問いに、作られた誤った答えが返りました。',
    en: "The answer to the visit's puzzles is made up: it does not solve them.",
  },
  'work-absent': {
    ja: '訪問ごとの計算が、送信までに済んでいません（急いで送信した場合などにも起きます）。',
    en: "The visit's small computation was not done when the form was sent (so also where it was sent at once).",
  },
  'no-token': {
    ja: 'ページのスクリプトからの情報が届いていません（スクリプトが動いていません）。',
    en: "Nothing came from the page's script: it did not run.",
  },
  'token-unattested': {
    ja: 'ページの情報が検証を受けずに届きました（サーバーへの送信が妨げられています）。',
    en: "The page's signals came without our seal: sending them to the server was prevented.",
  },
  'token-old': {
    ja: 'ページを開いてから長い時間がたっています。',
    en: 'The page had been open for a long time.',
  },
  'token-reused': {
    ja: '一度使われたトークンが、時間をおいて、または別の接続元から再び使われました。',
    en: 'A token that was used before came again: later, or from another address.',
  },
  'token-abused': {
    ja: '一つのトークンが、複数のアカウントに、または何度も使われています。',
    en: 'One token is used for several accounts, or again and again.',
  },
  'token-forged': {
    ja: 'トークンが偽造されているか、壊れています。',
    en: 'The token is forged or broken.',
  },
  'token-other-site': {
    ja: '別のサイトで発行されたトークンが使われました。',
    en: 'The token was made on another site.',
  },
  'token-other-origin': {
    ja: '別のページ（オリジン）で集められた情報です。中継型フィッシングの疑いがあります。',
    en: 'The signals come from a page of another origin: possibly a phishing relay.',
  },
  'token-other-session': {
    ja: '別のセッションで発行されたトークンが使われました。',
    en: 'The token was made in another session.',
  },
  'hand-replayed': {
    ja: '別のアカウント・別の端末と同じ手の動きが、繰り返し使われています（録画した操作の再生が疑われます）。',
    en: 'The same movements were shown for other accounts in other browsers: a recording, played again.',
  },
  'device-many-accounts': {
    ja: '一つの端末から、短い時間に多数のアカウントが使われています。',
    en: 'One device has used a great many accounts within minutes.',
  },
  'recall-many-accounts': {
    ja: '目印のない同じ見かけの端末から、一日に多数のアカウントが使われています。',
    en: 'Browsers of one look, without any mark, have used many accounts within a day.',
  },
  'token-farm': {
    ja: '一つのブラウザで作られたトークンが、多数のアカウントのために別の場所で使われています。',
    en: 'Tokens that one browser makes are spent elsewhere, for many accounts.',
  },
  'device-fraudulent': {
    ja: 'このアカウントで不正に使われた端末です。',
    en: 'This device was used for fraud on this account.',
  },
  'device-vouched': {
    ja: '本人の端末として確かめられた鍵です。',
    en: "This device's key was vouched for as the owner's.",
  },
  'device-key-absent': {
    ja: 'Cookieはこのアカウントの端末のものですが、その端末の鍵がありません（保存データの消去でも起きます）。',
    en: "The cookie is that of the account's device, and the device's key is not with it (so also where stored data was cleared).",
  },
  'cookie-shared': {
    ja: '同じCookieを複数のブラウザが送っています（途中のキャッシュの設定が疑われます）。Cookieによる端末の判断は行いません。',
    en: 'Several browsers send the same cookie (a cache in between may be set wrongly): nothing is concluded from it.',
  },
  'device-key-refused': {
    ja: '端末の鍵の署名が、この画面・このサイトのものとして確かめられません。',
    en: "The signature of the device's key does not belong to this page view of this site.",
  },
  'device-key-forked': {
    ja: '端末の鍵が二か所で使われています（ブラウザの複製、またはバックアップからの復元）。',
    en: "The device's key is in use in two places: a copied browser profile, or a restored backup.",
  },
  'submit-without-interaction': {
    ja: '操作がないままフォームが送信されました（パスワード管理ソフトの可能性もあります）。',
    en: 'The form was sent without any interaction (a password manager may do so).',
  },
  'submit-instant': {
    ja: 'ページを開いた直後にフォームが送信されました。',
    en: 'The form was sent within an instant of opening the page.',
  },
  'movement-unlike-hand': {
    ja: 'マウスの動きやキー入力のリズムが、人の手によるものと異なります。',
    en: 'The pointer moves, or the keys are typed, in a way that hands do not.',
  },
  ...REASON_WORDS_OF_ACCESS,
  'first-access': {
    ja: 'このアカウントの初めてのアクセスです（判定には影響しません）。',
    en: 'The first access of this account (it does not count against anyone).',
  },
};

/** The one sentence for the customer: what a detector saw would teach an attacker. */
export const CUSTOMER_WORDS: Readonly<Record<'REVIEW' | 'NG', Words>> = {
  REVIEW: {
    ja: '安全のため、追加のご本人確認をお願いいたします。',
    en: 'For your safety, please confirm that it is you.',
  },
  NG: {
    ja: 'この操作は完了できませんでした。お心当たりのない場合や、お困りの場合はお問い合わせください。',
    en: 'This could not be completed. If you need help, please contact us.',
  },
};
