import type { Action } from '../../../shared/wire/judgement.ts';
import type { Language, Words } from '../../../shared/wire/words.ts';

export type NoticeAsked = {
  readonly language: Language;
  /** What the site's customers call it. */
  readonly name: string;
  readonly at: number;
  /** IANA. */
  readonly timeZone: string;
  readonly action: Action;
  /** Somebody only tried. */
  readonly failed: boolean;
  readonly place: string;
  readonly device: string;
};

const ACTIONS: Readonly<Record<Action, Words>> = {
  login: { ja: 'ログイン', en: 'A login' },
  'sign-up': { ja: '新規登録', en: 'A registration' },
  'password-reset': { ja: 'パスワードの再設定', en: 'A password reset' },
  'payee-change': { ja: '振込先の変更', en: 'A change of a payee' },
  transfer: { ja: '送金', en: 'A transfer' },
  withdrawal: { ja: '出金', en: 'A withdrawal' },
  'ticket-purchase': { ja: 'チケットの購入', en: 'A purchase of tickets' },
  'ticket-transfer': { ja: 'チケットの譲渡', en: 'A transfer of tickets' },
  'email-change': { ja: 'メールアドレスの変更', en: 'A change of the e-mail address' },
  'phone-change': { ja: '電話番号の変更', en: 'A change of the phone number' },
};

const FAILED: Words = { ja: '（失敗）', en: ' (it failed)' };

/**
 * What to ask the owner, by whatever way the site reaches him. Without a link, a button or a number to call: whoever forges such notices
 * puts one in, and the owner learns that ours have none. He opens the site himself.
 */
export function noticeText({ language, name, at, timeZone, action, failed, place, device }: NoticeAsked): string {
  const time = timeWords(at, timeZone, language);
  const what = `${ACTIONS[action][language]}${failed ? FAILED[language] : ''}`;
  const lines =
    language === 'ja'
      ? [
          `【${name}】ご本人の操作かどうかのご確認`,
          `${time}に、お客様のアカウントで次の操作がありました。`,
          `操作：${what}`,
          `場所：${place}（おおよそ）`,
          `端末：${device}`,
          'お心当たりがあれば、何もしていただく必要はありません。',
          `お心当たりがなければ、いつものアプリやブックマークから、ご自身で${name}を開いてお知らせください。`,
          'このお知らせには、リンクも電話番号もありません。それらを載せた似た連絡は偽物です。',
        ]
      : [
          `${name}: was this you?`,
          `On your account, ${time}:`,
          `What: ${what}`,
          `Where: ${place} (roughly)`,
          `Device: ${device}`,
          'If it was you, there is nothing to do.',
          `If it was not, open ${name} yourself, by your app or your bookmark as always, and tell us there.`,
          'This notice has no link and no phone number. One like it that has is forged.',
        ];
  return lines.join('\n');
}

const timeWords = (at: number, timeZone: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'long',
  }).format(at);
