import type { FieldWords } from './field-words.ts';

/** What each field of a registered program means. Where English is missing, the schema says it. */
export const PROGRAM_WORDS: Readonly<Record<string, FieldWords>> = {
  'ProgramRequest.name': {
    ja: '登録名。同じ名前は上書きします。',
    en: 'Its name here; the same name again replaces it.',
  },
  'ProgramRequest.kind': {
    ja: '種類。crawler（検索エンジンなど）、aggregator（電代業）、ai-agent（本人の代わりに操作するエージェント）。',
    en: 'Its kind: crawler (a search engine), aggregator (of accounts), ai-agent (that acts for the owner).',
  },
  'ProgramRequest.userAgent': {
    ja: 'User-Agent に含まれる名乗り。指定すると、接続元はこの名乗りと合わせて見ます。名乗るのに検証できないものは、かたりとします。',
  },
  'ProgramRequest.networks': {
    ja: '接続元のネットワーク（CIDR、IPv4・IPv6）。',
    en: 'The networks it comes from (CIDR, IPv4 and IPv6).',
  },
  'ProgramRequest.certificates': { ja: 'クライアント証明書（DER）の SHA-256。' },
  'ProgramRequest.keys': { ja: '署名付きリクエスト（RFC 9421、Web Bot Auth）の Ed25519 公開鍵（JWK）。' },
  'ProgramRequest.keys.kty': { ja: '鍵の種類。OKP。', en: 'The kind of key: OKP.' },
  'ProgramRequest.keys.crv': { ja: '曲線。Ed25519。', en: 'The curve: Ed25519.' },
  'ProgramRequest.keys.x': { ja: '公開鍵（base64url）。', en: 'The public key, in base64url.' },
  'ProgramRequest.keys.d': { ja: '秘密鍵は送らないでください。', en: 'The private key: never send it.' },
  'Programs.items': { ja: 'サイトが登録したプログラム。名前順。', en: 'What the site registered, by name.' },
  'Program.name': { ja: '登録名。', en: 'Its name here.' },
  'Program.kind': { ja: '種類。', en: 'Its kind.' },
  'Program.userAgent': { ja: 'User-Agent に含まれる名乗り。', en: 'What its requests name themselves.' },
  'Program.networks': { ja: '接続元のネットワーク（CIDR）。', en: 'The networks it comes from.' },
  'Program.certificates': { ja: 'クライアント証明書の SHA-256。', en: 'SHA-256 of its client certificates.' },
  'Program.keys': { ja: '署名の公開鍵（JWK）。', en: 'Its keys for signed requests, as JWK.' },
  'Program.keys.kty': { ja: '鍵の種類。', en: 'The kind of key.' },
  'Program.keys.crv': { ja: '曲線。', en: 'The curve.' },
  'Program.keys.x': { ja: '公開鍵。', en: 'The public key.' },
  'ProgramRemoved.removed': { ja: '削除したプログラムの名前。', en: 'The name of what was removed.' },
};
