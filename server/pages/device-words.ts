import type { FieldWords } from './field-words.ts';

/** What each field of an account's devices means. */
export const DEVICE_WORDS: Readonly<Record<string, FieldWords>> = {
  'Devices.items': { ja: '端末。最近使われた順。', en: 'The devices, the latest used first.' },
  'Device.id': { ja: '端末の番号 dev_…。', en: 'Its id, dev_….' },
  'Device.recallId': { ja: '最後に見た見かけの番号。', en: 'The image that it last showed.' },
  'Device.status': { ja: 'このアカウントでの状態。', en: 'Its status on this account.' },
  'Device.cause': {
    ja: 'その状態になったわけ。検知器の名前、結果、login、attempt、no-outcome、by-hand。',
    en: 'Why: a reason’s code, an outcome, login, attempt, no-outcome or by-hand.',
  },
  'Device.changedAt': { ja: 'その状態になった日時。', en: 'Since when.' },
  'Device.firstSeenAt': {
    ja: '正しいパスワードが初めて届いた日時。まだなければ、初めて試された日時。',
    en: 'When the right password first came from it; while none did, when it was first tried from.',
  },
  'Device.lastSeenAt': { ja: '最後に見た日時。', en: 'When it was last seen.' },
  'Device.logins': { ja: '問題のないログインの回数。', en: 'Logins on it that were let in.' },
  'Device.keyProven': {
    ja: '鍵で分かる端末か。false は Cookie で分かる端末。',
    en: 'Known by its key; false: by its cookie.',
  },
  'Device.keys': {
    ja: '端末の鍵。サイトのオリジンごとに1つで、Cookie で分かる端末にはありません。',
    en: 'Its keys, one at each origin of the site; none where it is known by its cookie.',
  },
  'Device.keys.id': { ja: '鍵の番号。', en: 'The key’s id.' },
  'Device.keys.vouched': {
    ja: 'このアカウントの本人の鍵と確かめられているとき、そのわけ。そうでなければ null。',
    en: 'What speaks for it on this account, or null.',
  },
  'Device.keys.vouched.at': { ja: 'その日時。', en: 'Since when.' },
  'Device.keys.vouched.cause': {
    ja: 'proof（フィッシングに強い認証）、logins-beside-device（確かめられた端末と並んだ利用）、logins-in-habit（いつもの接続網での利用）、by-hand（担当者）。',
    en: 'proof (phishing-resistant), logins-beside-device (a vouched one), logins-in-habit (from a usual network) or by-hand.',
  },
  'Device.keys.vouched.by': { ja: '担当者。いなければ null。', en: 'Who did it by hand, or null.' },
  'Device.keys.vouched.by.author': { ja: '担当者の名前。', en: 'His name.' },
  'Device.keys.vouched.by.comment': { ja: '担当者のメモ。', en: 'What he noted.' },
  'Device.keys.revoked': { ja: '最後に取り消されたわけ。なければ null。', en: 'Why it was last revoked, or null.' },
  'Device.keys.revoked.at': { ja: 'その日時。', en: 'When.' },
  'Device.keys.revoked.cause': {
    ja: '結果（fraud など）、device-key-forked、by-hand。よりどころにした端末が取り消されたときも、そのわけ。',
    en: 'An outcome, device-key-forked or by-hand; of what it stood on, where that was revoked.',
  },
  'Device.keys.revoked.by': { ja: '担当者。いなければ null。', en: 'Who did it by hand, or null.' },
  'Device.keys.revoked.by.author': { ja: '担当者の名前。', en: 'His name.' },
  'Device.keys.revoked.by.comment': { ja: '担当者のメモ。', en: 'What he noted.' },
  'Device.by': { ja: '手で変えた担当者。そうでなければ null。', en: 'Who set it by hand, or null.' },
  'Device.by.author': { ja: '担当者の名前。', en: 'His name.' },
  'Device.by.comment': { ja: '担当者のメモ。', en: 'What he noted.' },
  'DeviceChange.account': { ja: 'アカウントの番号。acc_… の参照がおすすめです。' },
  'DeviceChange.status': { ja: '新しい状態。', en: 'The new status.' },
  'DeviceChange.vouched': {
    ja: '本人の端末と確かめる（true）、または取り消す（false）。',
    en: 'true: vouch for its keys. false: revoke.',
  },
  'DeviceChange.author': { ja: '変えた人の名前。', en: 'Who sets it.' },
  'DeviceChange.comment': { ja: 'メモ。500文字まで。', en: 'A note, 500 characters at most.' },
};
