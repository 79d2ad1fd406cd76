import type { Draws } from './seeded-draws.ts';

/**
 * Fonts come in packs: the system's, an office suite's, the maker's, software's (in Japan: New Year cards, word processors, drawing), and
 * single ones. Shares are assumptions; most people install nothing, some a lot.
 */
const SOFTWARE = 30;
const SINGLE = 120;
const softwareShare = (i: number): number => 0.1 * (i + 1) ** -0.8;
const singleShare = (i: number): number => 0.05 * (i + 1) ** -0.7;
const LOVERS = 0.15;

export type FontPacks = {
  readonly base: string;
  readonly office: number;
  readonly maker: number;
  readonly own: readonly number[];
};

export function drawFonts(draws: Draws, base: string, maker: number): FontPacks {
  const scale = draws.chance(LOVERS) ? 1 : 0.03;
  const own: number[] = [];
  for (let i = 0; i < SOFTWARE; i++) if (draws.chance(softwareShare(i))) own.push(i);
  for (let i = 0; i < SINGLE; i++) if (draws.chance(singleShare(i) * scale)) own.push(SOFTWARE + i);
  return { base, office: draws.weighted([0.35, 0.25, 0.12, 0.12, 0.08, 0.05, 0.03]), maker, own };
}

export const withPack = (fonts: FontPacks, draws: Draws): FontPacks => toggled(fonts, draws.zipf(SOFTWARE, 0.8));
export const withSingle = (fonts: FontPacks, draws: Draws): FontPacks =>
  toggled(fonts, SOFTWARE + draws.zipf(SINGLE, 0.7));

function toggled(fonts: FontPacks, pack: number): FontPacks {
  const own = fonts.own.includes(pack) ? fonts.own.filter(it => it !== pack) : [...fonts.own, pack];
  return { ...fonts, own: own.toSorted((a, b) => a - b) };
}

const lists = new Map<string, readonly string[]>();

/** The one list object of these packs, ascending, so that equal lists are the same. */
export function fontList({ base, office, maker, own }: FontPacks): readonly string[] {
  const key = `${base}/${office}/${maker}/${own.join(',')}`;
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list = [...run(`b${base}`, 40), ...run(`o${office}`, office * 6), ...run(`m${maker}`, (maker * 5) % 12)];
  for (const pack of own) list.push(...run(`p${pack}`, pack < SOFTWARE ? 2 + (pack % 7) : 1));
  const sorted = list.sort();
  lists.set(key, sorted);
  return sorted;
}

/** What a browser shows that keeps to the system's fonts. */
export const baseFonts = (base: string): readonly string[] => fontList({ base, office: 0, maker: 0, own: [] });

const run = (pack: string, length: number): readonly string[] => Array.from({ length }, (_, i) => `${pack}.${i}`);
