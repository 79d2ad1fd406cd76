import type { Words } from '../../shared/wire/words.ts';

/** Where somebody comes from, and whether the account's owner does: the part of REASON_WORDS that speaks of networks and habits. */
export const REASON_WORDS_OF_ACCESS: Readonly<Record<string, Words>> = {
  'page-other-origin': {
    ja: '画面が別の名前のサイトで開かれています。通信を中継するフィッシングサイトの疑いが強いです。',
    en: 'The page was opened under another name than the site: a phishing site passes everything on.',
  },
  'report-other-network': {
    ja: '画面を開いた接続網と、送信してきた接続網の事業者が異なります（中継の可能性があります）。',
    en: 'The page was opened on one provider’s network and its form was sent from another’s: it may be relayed.',
  },
  'session-other-network': {
    ja: 'ログインしたときとは別の事業者の接続網から、セッションが続けられています。',
    en: 'The session goes on from another provider’s network than it was begun on.',
  },
  'session-other-browser': {
    ja: 'ログインしたブラウザとは別のブラウザで、セッションが続けられています（Cookieの盗用が疑われます）。',
    en: 'The session goes on in another browser than the one that logged in: its cookie may be stolen.',
  },
  'cookie-moved': {
    ja: 'このアカウントの端末のCookieが、端末の鍵を伴わずに、使われたことのない事業者の接続網から届いています。',
    en: 'The cookie of the account’s device comes without the device’s key, from a provider never used before.',
  },
  'round-trip-mismatch': {
    ja: '画面で測った応答の時間が、通信の往復時間よりはるかに長くなっています（中継されている場合があります）。',
    en: 'Answers take far longer to reach the page than the connection’s round trip: it may be relayed.',
  },
  'remote-control-begun': {
    ja: 'ログインの後に、マウスの届き方が遠隔操作のように変わりました。',
    en: 'Since the login the mouse has come to move as it does by remote control.',
  },
  'payee-hesitant': {
    ja: '初めての振込先で、口座番号の貼り付けや長い時間の迷いがありました（電話で指示されている場合があります）。',
    en: 'A payee for the first time, with pasting or minutes of hesitation: someone may be telling the customer what to do.',
  },
  'time-zone-country': {
    ja: '端末の時間帯が、接続元の国と一致しません。',
    en: "The device's time zone is not one of the connection's country.",
  },
  'failing-network': {
    ja: 'この接続元では、このサイトのいつもより多くのログインが失敗しています。',
    en: 'More logins than usual on this site fail from where this one comes from.',
  },
  'login-campaign': {
    ja: '同じ特徴のログインが、多くのアカウントで続けて失敗しています。',
    en: 'Logins that look like this one are failing at many accounts.',
  },
  'strangers-failing': {
    ja: 'このアカウントの端末でも回線でもないところからのアクセスで、同じようなログインがこのサイトの多くのアカウントで失敗しています。',
    en: 'Neither a device nor a network of the account, while such logins are failing all over the site.',
  },
  'habit-network-new': {
    ja: 'このアカウントが使われたことのない接続元（ネットワーク）からのアクセスです。',
    en: 'A network that the account was not used from before.',
  },
  'habit-country-new': {
    ja: 'このアカウントが使われたことのない国からのアクセスです。',
    en: 'A country that the account was never used from.',
  },
  'habit-network-known': {
    ja: 'このアカウントが以前から使われている接続元です。',
    en: 'A network or provider that the account has long been used from.',
  },
  'habit-round-trip-unusual': {
    ja: '通信の往復時間が、このアカウントのこれまでの接続と異なります（中継されている場合があります）。',
    en: "The connection's round trip is unlike those of the account so far: it may be relayed.",
  },
  'habit-user-agent-new': {
    ja: 'このアカウントで使われたことのない種類のブラウザや端末です。',
    en: 'A kind of browser or device that the account was not used with.',
  },
  'habit-language-new': {
    ja: 'このアカウントで使われたことのない言語の設定です。',
    en: 'Languages that the account was never used with.',
  },
  'habit-hour-unusual': {
    ja: 'このアカウントが普段使われない時間帯です。',
    en: 'An hour at which the account is not usually used.',
  },
  'habit-device-new': {
    ja: 'このアカウントで使われたことのない端末です。',
    en: 'A device that the account was not used from before.',
  },
  'account-many-new-devices': {
    ja: 'この30日間に、新しい端末から次々とログインされているアカウントです。',
    en: 'Within 30 days the account was logged in to from many devices that were new to it.',
  },
  'habit-device-known': {
    ja: 'このアカウントで以前から使われている端末であることを、鍵で確認しました。',
    en: 'A key proves that it is a device the account has long been used from.',
  },
  'habit-rhythm-unlike': {
    ja: '入力のリズムが、このアカウントのこれまでのものと異なります。',
    en: "It was typed in another rhythm than the account's logins so far.",
  },
  'tor-exit': {
    ja: '匿名化ネットワークTorの出口からの接続です。',
    en: 'The connection comes out of the anonymising network Tor.',
  },
  'vpn-network': {
    ja: '接続元を隠すVPNサービスからの接続です。',
    en: 'The connection comes out of a VPN service, which hides where it is from.',
  },
  'hosting-network': {
    ja: '人の住まない、サーバー用の接続網（データセンター）からの接続です。',
    en: 'The connection comes from a data centre, where servers stand and nobody lives.',
  },
  'foreign-country': {
    ja: '国外からの接続です。',
    en: 'The connection comes from abroad.',
  },
  'foreign-language': {
    ja: '国外からの接続で、端末の言語も国内のものではありません。',
    en: 'The connection comes from abroad, and none of the device’s languages is one of home.',
  },
};
