import type { FieldWords } from './field-words.ts';

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
