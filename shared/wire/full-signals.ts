import { z } from 'zod';
import { hash, secondScriptRow, text } from './signal-row.ts';

const row = secondScriptRow('full');

/** In CSS pixels; 0 where the browser lays nothing out at 1 px. */
const width = z.number().min(0).max(100_000);

/** What the second script collects at `full` alone: what has to be drawn, played or laid out to be seen. */
export const FULL_SIGNALS = {
  fonts: row(
    z.array(text(40)).max(64),
    'setting',
    {
      ja: '入っている書体(約50種のうちの有無)。端末の見分けのため',
      en: 'Which of some 50 fonts are installed, to tell devices apart',
    },
    400,
  ),
  fontSizes: row(
    z.strictObject({
      default: width,
      apple: width,
      serif: width,
      sans: width,
      mono: width,
      min: width,
      system: width,
    }),
    'setting',
    {
      ja: '文字の大きさの設定。端末の見分けのため',
      en: 'Settings of text size, to tell devices apart',
    },
    400,
  ),
  canvas: row(
    z.strictObject({
      winding: z.boolean(),
      /** null with `noise`: drawn twice it differed, or this browser is known to falsify it, and it was not drawn. */
      geometry: hash.nullable(),
      text: hash.nullable(),
      noise: z.enum(['none', 'unstable', 'skipped']),
    }),
    'version',
    {
      ja: '見えない所に描いた図形の細かな違い。端末の見分けのため',
      en: 'Fine differences of a picture drawn out of sight, to tell devices apart',
    },
  ),
  audio: row(
    z.strictObject({
      /** null where this browser is known to falsify it, or lets no sound be computed. */
      sample: z.number().min(0).max(1e6).nullable(),
      baseLatency: z.number().min(0).max(1e3).nullable(),
    }),
    'version',
    {
      ja: '音の計算の細かな違い。端末の見分けのため(音は出ず、録りません)',
      en: 'Fine differences of computed sound, to tell devices apart (nothing is played or recorded)',
    },
    450,
  ),
  contentBlockers: row(z.array(text(40)).max(64), 'setting', {
    ja: '広告ブロックの種類。端末の見分けのため(SafariとAndroidのみ)',
    en: 'Kinds of content blocking, to tell devices apart (Safari and Android alone)',
  }),
} as const;
