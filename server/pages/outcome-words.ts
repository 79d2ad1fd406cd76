import type { FieldWords } from './field-words.ts';

/** What the fields mean of what happened afterwards, of notices and of their answers. */
export const OUTCOME_WORDS: Readonly<Record<string, FieldWords>> = {
  'Screening.outcome': { ja: 'いま有効な結果。まだなければ null。', en: 'The one that holds, or null.' },
  'Screening.outcomes': { ja: '届いた結果のすべて。古い順。', en: 'All that were told, the oldest first.' },
  'Outcome.result': { ja: '何が起きたか。', en: 'What happened.' },
  'Outcome.grade': {
    ja: '通った追加認証の強さ。なければ null。',
    en: 'How strong the step-up was that was passed, or null.',
  },
  'Outcome.source': { ja: 'だれが、何によって知ったか。', en: 'Who or what said so.' },
  'Outcome.comment': { ja: '担当者のメモ。', en: 'A note of your team.' },
  'Outcome.confidence': { ja: 'どれほど確かとみなすか。0～1。', en: 'How sure it is taken to be, 0 to 1.' },
  'Outcome.teaches': {
    ja: 'false：記録には残りますが、信じられる根拠がないため、何も学びません。',
    en: 'false: kept as a label alone, since nothing says that it can be believed.',
  },
  'Outcome.at': { ja: '届いた日時。', en: 'When it was told.' },

  'NoticeRequest.language': { ja: '文面の言語。', en: 'The language of the text.' },
  'NoticeRequest.name': {
    ja: 'お客様が知っているサイトの名前。リンクになりうる文字は使えません。',
    en: 'What your customers call your site; nothing that could become a link.',
  },
  'NoticeRequest.timeZone': { ja: '文面の日時の時間帯。', en: 'The time zone in which the text says when.' },
  'Notice.text': {
    ja: '文面。null：このアカウントへのお知らせは、いまは送れません。',
    en: 'The text; null: this account has had too many of late.',
  },
  'Notice.nextAt': {
    ja: 'このアカウントに次のお知らせを送れる日時。過ぎていれば、いま送れます。',
    en: 'From when on the account may have the next one; in the past: now.',
  },
  'OwnerAnswerRequest.answer': { ja: 'yes：本人の操作。no：心当たりがない。', en: 'yes: it was. no: it was not.' },
  'OwnerAnswerRequest.source': {
    ja: 'どこで聞いたか（app、call-centre など）。',
    en: 'Where you heard it: app, call-centre.',
  },
  'OwnerAnswerRequest.confidence': {
    ja: 'どれほど確かとみなすか。0～1。Sekisho の見立てより高くはなりません。',
    en: 'How sure you take it to be, 0 to 1; it is taken for no surer than Sekisho would.',
  },
  'OwnerAnswerRequest.answeredIn': {
    ja: '答えた人がログインしたときの審査の番号（24時間以内）。',
    en: 'The screening of the login in which it was answered, of the last 24 hours.',
  },
  'OwnerAnswerRequest.identified': {
    ja: 'true：店頭や登録済みの番号への電話など、別の方法で本人と確かめました。',
    en: 'true: the person was identified otherwise, at a branch or by a call to the number on file.',
  },
  'OwnerAnswerRequest.comment': { ja: '担当者のメモ。', en: 'A note for your team.' },
  'OwnerAnswer.place': {
    ja: 'どこで答えたか。identified と vouched-device の答えは信じます。',
    en: 'Where it was given: identified and vouched-device are believed.',
  },
  'OwnerAnswer.screening': { ja: '審査。届いた結果を含みます。', en: 'The screening, with its outcomes.' },
  'OwnerAnswer.teaches': {
    ja: 'アカウントの履歴と端末が、この答えから学んだか。',
    en: 'Whether the account’s history and devices move by it.',
  },
};
