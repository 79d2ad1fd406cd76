import type { FieldWords } from './field-words.ts';
import { TIMELINE_WORDS } from './timeline-words.ts';

type Both = FieldWords & { readonly en: string };

/** Of what is counted over a period. */
const COVERED: Readonly<Record<string, Both>> = {
  from: {
    ja: '数えた期間のはじめ。`complete` が false なら、これより前は数えていません。',
    en: 'What was counted begins here; where `complete` is false nothing before it is.',
  },
  to: { ja: '数えた期間のおわり（ちょうどは含みません）。', en: 'What was counted ends before this.' },
  complete: {
    ja: 'false：1回で数えられる審査（20万件・4秒）を超えたため、新しいほうだけを数えています。期間を短くしてください。',
    en: 'false: there is more than one call counts (200,000 screenings, 4 seconds), and only the latest are counted. Ask for a shorter period.',
  },
  screenings: { ja: '読んだ審査の数。', en: 'How many screenings were read.' },
  groups: { ja: '条件に合う件数（`items` に入らないものも）。', en: 'How many there are, also beyond `items`.' },
};

const COUNTED: Readonly<Record<string, Both>> = {
  screenings: { ja: '審査の数。', en: 'Screenings.' },
  failed: { ja: 'そのうち、パスワードなどが違っていた数。', en: 'Those of phase failed.' },
  accounts: { ja: '異なるアカウントの数。', en: 'Distinct accounts.' },
  addresses: { ja: '異なるアドレスの数。', en: 'Distinct addresses.' },
  verdicts: { ja: '結果ごとの数（enforce であった場合）。', en: 'By verdict, as in enforce mode.' },
  'verdicts.OK': { ja: 'OK の数。', en: 'OK.' },
  'verdicts.REVIEW': { ja: 'REVIEW の数。', en: 'REVIEW.' },
  'verdicts.NG': { ja: 'NG の数。', en: 'NG.' },
  firstAt: { ja: '期間内で最初の日時。', en: 'The first in the period.' },
  lastAt: { ja: '期間内で最後の日時。', en: 'The last in the period.' },
  sample: { ja: '最後の審査の番号。', en: 'The id of the last screening.' },
};

const under = (
  place: string,
  words: Readonly<Record<string, FieldWords>>,
): readonly (readonly [string, FieldWords])[] => Object.entries(words).map(([name, it]) => [`${place}.${name}`, it]);

export const VIEW_WORDS: Readonly<Record<string, FieldWords>> = Object.fromEntries<FieldWords>([
  ...under('AddressGroups', COVERED),
  [
    'AddressGroups.items',
    { ja: 'アドレスなどごとの集計。多い順。', en: 'One for each address, network or AS, the greatest first.' },
  ],
  ...under('AddressGroups.items', COUNTED),
  ...under('AddressGroups.items', {
    address: {
      ja: 'アドレス。まとめた単位が違うとき、または個人の情報が消えた後（90日）は null。',
      en: 'The address; null where it is counted by something else, or its personal part is gone (90 days).',
    },
    network: { ja: 'IPv4 の /24、IPv6 の /64。なければ null。', en: 'The /24 of IPv4, the /64 of IPv6; or null.' },
    asn: { ja: 'AS番号。分からなければ null。', en: 'The number of its AS; null: not known.' },
    asnName: { ja: 'AS の名前。', en: 'The name of its AS.' },
    country: { ja: '国（ISO 3166-1）。', en: 'Its country (ISO 3166-1).' },
    flags: {
      ja: 'hosting、vpn、tor、relay（iCloud Private Relay）、proxy（サイトの大半が通るアドレス）、private（内側のアドレス）。',
      en: 'hosting, vpn, tor, relay (iCloud Private Relay), proxy (most of the site comes through it), private (on this side of a gateway).',
    },
  }),
  ...under('SharedDevices', COVERED),
  [
    'SharedDevices.items',
    { ja: '端末（または鍵）。アカウントの多い順。', en: 'The devices (or keys), the most shared first.' },
  ],
  ...under('SharedDevices.items', COUNTED),
  ...under('SharedDevices.items', {
    id: { ja: '端末の番号 dev_…、または鍵の番号。', en: 'The device’s id, dev_…, or the key’s.' },
    knownBy: { ja: '鍵（key）と Cookie（cookie）のどちらで分かるか。', en: 'Whether its key or its cookie tells it.' },
    accountRefs: {
      ja: 'アカウントの参照 acc_…。最近のものから20まで。',
      en: 'References of the accounts, acc_…; the latest first, 20 at most.',
    },
  }),
  ...under('Campaign', {
    id: { ja: '一斉の試みの番号 cmp_…。', en: 'Its id, cmp_….' },
    shape: { ja: 'ログインに共通していること。', en: 'What its logins have in common.' },
    'shape.by': { ja: '何が共通か。', en: 'What it is told by.' },
    'shape.text': { ja: '言葉での説明。', en: 'The same in words.' },
    'shape.text.ja': { ja: '日本語。', en: 'In Japanese.' },
    'shape.text.en': { ja: '英語。', en: 'In English.' },
    'shape.agent': { ja: 'User-Agent。外から来た文字列です。', en: 'The user agent: a text from outside.' },
    'shape.headers': {
      ja: 'ヘッダーの名前の並び。外から来た文字列です。',
      en: 'The names of the headers in their order: a text from outside.',
    },
    'shape.ja4': { ja: 'TLS の特徴（JA4）。', en: 'The TLS fingerprint (JA4).' },
    'shape.recallId': { ja: '端末の見かけの番号。', en: 'The image of the device.' },
    'shape.asn': { ja: 'AS番号。', en: 'The number of the AS.' },
    'shape.openMs': {
      ja: 'ページを開いてから送るまでの時間（ミリ秒、その約1.4倍まで）。',
      en: 'How long the page was open, ms: from this to 1.4 times as long.',
    },
    startedAt: {
      ja: '最初に失敗した日時（1時間以上とぎれずに）。',
      en: 'When the first of them failed, without an hour’s pause since.',
    },
    lastAt: { ja: '最後に失敗した日時。', en: 'When the last of them failed.' },
    attempts: { ja: '始まってからの試みの数。', en: 'Tries since it started.' },
    accounts: {
      ja: '最後の24時間に失敗した、異なるアカウントの数（千を超えると約4％の誤差）。',
      en: 'Distinct accounts in its last 24 hours; about 4 % off above a thousand.',
    },
    addresses: { ja: '同じく、異なるアドレスの数。', en: 'Distinct addresses, the same.' },
    switch: { ja: 'この一斉の試みの扱い。', en: 'What is done with it.' },
    'switch.state': {
      ja: 'auto（点数どおり）、off（攻撃ではない）、watch（見るだけ）、ask（追加認証）、block（拒否）。',
      en: 'auto: as the score says. off: it is no attack. watch: shown, and counts nothing. ask: a further proof. block: refused.',
    },
    'switch.entry': {
      ja: 'リストの項目 lst_…。auto なら null。',
      en: 'The entry of the lists, lst_…; null with auto.',
    },
    'switch.author': { ja: '担当者。', en: 'Who decided it.' },
    'switch.reason': { ja: '理由。', en: 'Why.' },
    'switch.since': { ja: '切り替えた日時。', en: 'Since when.' },
    'switch.expiresAt': { ja: '期限。', en: 'When it ends.' },
  }),
  ['Campaigns.items', { ja: '一斉の試み。最近のものから。', en: 'The campaigns, the latest first.' }],
  ...under('CampaignSwitch', {
    state: {
      ja: 'auto（点数どおり）、off（攻撃ではない）、watch（見るだけ）、ask（追加認証）、block（拒否）。',
      en: 'auto, off, watch, ask or block.',
    },
    author: { ja: '担当者。', en: 'Who decides it.' },
    reason: { ja: '理由。', en: 'Why.' },
    expiresAt: { ja: '期限。auto 以外では必要です。同じ形の人もいるためです。' },
  }),
  ['Timeline.items', { ja: '起きたこと。新しい順。', en: 'What happened, newest first.' }],
  [
    'Timeline.next',
    { ja: '次のページのカーソル。最後なら null。', en: 'The cursor of the next page; null at the end.' },
  ],
  ...under('TimelineItem', TIMELINE_WORDS),
  ['query.by', { ja: '何ごとに数えるか。', en: 'What it is counted by.' }],
  ['query.minScreenings', { ja: '審査がこの数以上のものだけ。', en: 'Only those with at least so many screenings.' }],
  [
    'query.minAccounts',
    { ja: '異なるアカウントがこの数以上のものだけ。', en: 'Only those with at least so many distinct accounts.' },
  ],
  ['query.flag', { ja: 'この種類の接続だけを数えます。', en: 'Counts screenings of such a network alone.' }],
  [
    'query.country',
    { ja: 'この国からの接続だけを数えます（例：JP）。', en: 'Counts screenings from this country alone, as JP.' },
  ],
  ['query.asn', { ja: 'この AS番号の接続だけを数えます。', en: 'Counts screenings from this AS alone.' }],
  ['query.phase', { ja: 'この段階の審査だけを数えます。', en: 'Counts screenings of this phase alone.' }],
  ['query.sort', { ja: '並べる順。多いものが先です。', en: 'By what the greatest are told.' }],
]);
