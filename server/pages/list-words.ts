import type { FieldWords } from './field-words.ts';

/** What each field of the lists means. Where English is missing, the schema says it. */
const ENTRY: Readonly<Record<string, FieldWords & { readonly en: string }>> = {
  effect: {
    ja: 'allow（許可）か block（拒否）。campaign には ask（追加認証）と watch（見るだけ）も。allow は「攻撃ではない」。',
    en: 'allow or block; of a campaign also ask and watch, and allow says that it is none.',
  },
  subject: {
    ja: '何についての項目か。許可できるのは、アカウント（本人の端末と期限を付けて）とネットワークだけです。',
    en: 'What it is about. Only an account (with its vouched device and an end) and networks can be allowed.',
  },
  value: {
    ja: '値。アカウントの番号、端末 dev_…、アドレス、CIDR、AS64500、JP、example.com、cmp_… など。',
    en: 'The value: an account’s id, a device dev_…, an address, a CIDR, AS64500, JP, example.com, a campaign cmp_….',
  },
  device: { ja: '許可したアカウントの、本人と確かめられた端末。', en: 'The device that the account is allowed from.' },
  actions: { ja: '対象の操作。空ならすべて。', en: 'The actions that it holds for; empty: all.' },
  reason: { ja: '理由。', en: 'Why.' },
  expiresAt: { ja: '期限。null なら期限なし。', en: 'When it ends; null: never.' },
  author: { ja: '担当者。', en: 'Who wrote it.' },
};

const of = (schema: string, ...names: readonly string[]): readonly (readonly [string, FieldWords])[] =>
  names.flatMap(name => {
    const words = ENTRY[name];
    return words === undefined ? [] : [[`${schema}.${name}`, words] as const];
  });

export const LIST_WORDS: Readonly<Record<string, FieldWords>> = Object.fromEntries<FieldWords>([
  ...of('ListEntryRequest', ...Object.keys(ENTRY)),
  ...of('ListEntry', ...Object.keys(ENTRY)),
  ...of('ListEntryChange', 'actions', 'reason', 'expiresAt', 'author'),
  ['ListEntryChange.revision', { ja: '読んだときの版。先に変えた人の変更を上書きしません。' }],
  ['ListEntry.id', { ja: '項目の番号 lst_…', en: 'The entry’s id, lst_…' }],
  ['ListEntry.revision', { ja: '版。変更のたびに上がります。', en: 'Its revision; rises with each change.' }],
  [
    'ListEntry.state',
    { ja: 'active（有効）、expired（期限切れ）、deleted（削除）。', en: 'active, expired or deleted.' },
  ],
  ['ListEntry.createdAt', { ja: '追加した日時。', en: 'When it was added.' }],
  ['ListEntry.changedAt', { ja: '最後に変えた日時。', en: 'When it was last changed.' }],
  ['ListPage.items', { ja: '項目。新しい順。', en: 'Entries, newest first.' }],
  [
    'ListPage.next',
    { ja: '次のページのカーソル。最後なら null。', en: 'The cursor of the next page; null at the end.' },
  ],
  [
    'ListImport.csv',
    {
      ja: 'CSV。1行目は列名（effect、subject、value、reason は必須）。5,000行まで。',
      en: 'The CSV; its first line names the columns (effect, subject, value and reason are needed). 5,000 rows at most.',
    },
  ],
  ['ListImport.author', { ja: '担当者。', en: 'Who brings it in.' }],
  ['ListImport.dryRun', { ja: 'true なら、結果だけを返し、何も変えません。' }],
  ['ListImported.dryRun', { ja: '試しただけか。', en: 'Whether it was only tried.' }],
  ['ListImported.added', { ja: '追加した件数。', en: 'How many were added.' }],
  ['ListImported.changed', { ja: '変更した件数。', en: 'How many were changed.' }],
  ['ListImported.unchanged', { ja: 'すでに同じだった件数。', en: 'How many were so already.' }],
  ['ListImported.refused', { ja: '取り込まなかった行。', en: 'The lines that were not taken.' }],
  ['ListImported.refused.line', { ja: '行番号。', en: 'The line.' }],
  ['ListImported.refused.problem', { ja: '理由。', en: 'What is wrong with it.' }],
]);
