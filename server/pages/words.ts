import type { Words } from '../../shared/wire/words.ts';

/** The page's own labels. */
export const WORDS = {
  skip: { ja: '本文へ移動', en: 'Skip to content' },
  brand: { ja: '関所', en: 'API' },
  heading: { ja: 'Sekisho API', en: 'Sekisho API' },
  version: { ja: '版', en: 'Version' },
  contents: { ja: '目次', en: 'Contents' },
  machine: { ja: 'OpenAPI 3.1（JSON）', en: 'OpenAPI 3.1 (JSON)' },
  otherLanguage: { ja: 'English', en: '日本語' },
  top: { ja: '先頭へ', en: 'Back to top' },

  needsNone: { ja: '鍵は不要', en: 'No key' },
  needsSite: { ja: '公開鍵 pk_…', en: 'Public key pk_…' },
  needsKey: { ja: '秘密鍵 sk_… · スコープ', en: 'Secret key sk_… · scope' },

  example: { ja: '例', en: 'Example' },
  exampleAnswer: { ja: '答えの例', en: 'What it answers' },
  parameters: { ja: 'パラメーター', en: 'Parameters' },
  requestBody: { ja: '本文の項目', en: 'Body fields' },
  answer: { ja: '答えの項目', en: 'Answer fields' },
  answerText: { ja: '答え', en: 'Answer' },
  problems: { ja: 'エラー', en: 'Problems' },
  inPath: { ja: 'パス', en: 'path' },
  inQuery: { ja: 'クエリー', en: 'query' },
  inHeader: { ja: 'ヘッダー', en: 'header' },

  required: { ja: '必須', en: 'required' },
  sometimes: { ja: 'ない場合あり', en: 'not always there' },
  defaultValue: { ja: '省略時', en: 'default' },
  oneOf: { ja: '値', en: 'one of' },
  always: { ja: 'つねに', en: 'always' },
} as const satisfies Readonly<Record<string, Words>>;
