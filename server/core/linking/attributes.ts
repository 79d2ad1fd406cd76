/**
 * What two images of a device are compared by: how much an agreement tells, how often it changes, and where each figure is from.
 * [B] Berke et al. 2025, 8,400 browsers in the US: the number of distinct values, spread by Zipf's law (`alikeByZipf`). The table gives
 * no shares, so this is an assumption on top of a source. [F] Vastel et al., FP-STALKER (S&P 2018), its table of how long attributes
 * stay, quoted from memory: check before relying on a figure. [A] an assumption of ours. Japan: [A] too, where the market differs from theirs.
 */
export type Group = 'hardware' | 'drawing' | 'screen' | 'fonts' | 'settings' | 'loose';

export type Attribute = {
  readonly group: Group;
  /** Two different devices of one kind (engine and system) agree on it by chance. */
  readonly alike: number;
  readonly alikeFrom: string;
  /** It has changed after 30 days. */
  readonly changes30d: number;
  readonly changesFrom: string;
  /** Only ever rises on one device; the number is the value's order. */
  readonly rises?: true;
  /** The share of a browser family's visits in which the browser makes the value up (client-side protections). 1: always. */
  readonly noise?: Readonly<Partial<Record<string, number>>>;
};

/** Two draws from Zipf's law over so many values are equal: Σ k⁻² / (Σ k⁻¹)². */
export function alikeByZipf(distinct: number): number {
  let sum = 0;
  let squares = 0;
  for (let k = 1; k <= distinct; k++) {
    sum += 1 / k;
    squares += 1 / k ** 2;
  }
  return squares / sum ** 2;
}

/** Has changed after 30 days, when half of all browsers keep it for `days`. */
export const changesByHalf = (days: number): number => 1 - 2 ** (-30 / days);
/** The same, when nine of ten keep it for `days`. */
export const changesByTenth = (days: number): number => 1 - 0.9 ** (30 / days);

const berke = (distinct: number) => ({ alike: alikeByZipf(distinct), alikeFrom: `[B] ${distinct} values` });
const assumed = (alike: number) => ({ alike, alikeFrom: '[A]' });
const halfKeep = (days: number) => ({ changes30d: changesByHalf(days), changesFrom: `[F] half keep it ${days} days` });
const ninetyKeep = (days: number) => ({
  changes30d: changesByTenth(days),
  changesFrom: `[F] 90 % keep it ${days} days`,
});
const rarely = (changes30d: number) => ({ changes30d, changesFrom: '[A]' });

/** Brave farbles per session; Firefox noises in private windows and strict mode, Safari 17 and later in private windows. */
const DRAWN = { brave: 1, firefox: 0.12, safari: 0.15 };
const FARBLED = { brave: 1 };

const rows = <Name extends string>(table: Readonly<Record<Name, Attribute>>): Readonly<Record<Name, Attribute>> =>
  table;

export const ATTRIBUTES = rows({
  deviceModel: { group: 'hardware', ...berke(903), ...rarely(0.001) },
  architecture: { group: 'hardware', ...assumed(0.9), ...rarely(0.001) },
  platform: { group: 'hardware', ...berke(12), ...rarely(0.001) },
  cores: { group: 'hardware', ...berke(24), ...rarely(0.001), noise: { brave: 1, firefox: 0.02 } },
  memory: { group: 'hardware', ...berke(7), ...rarely(0.002), noise: FARBLED },
  touchPoints: { group: 'hardware', ...berke(11), ...rarely(0.002) },
  gpuVendor: { group: 'hardware', ...berke(36), ...ninetyKeep(107.9) },
  gpuRenderer: { group: 'hardware', ...berke(654), ...ninetyKeep(81.2), noise: FARBLED },
  colorDepth: { group: 'screen', ...berke(3), ...rarely(0.005) },
  gamut: { group: 'screen', ...assumed(0.6), ...rarely(0.03) },
  hdr: { group: 'screen', ...assumed(0.7), ...rarely(0.03) },
  screenWidth: { group: 'screen', ...berke(572), ...rarely(0.1) },
  screenHeight: { group: 'screen', ...assumed(0.8), ...rarely(0.1) },
  pixelRatio: { group: 'screen', ...assumed(0.3), ...rarely(0.1) },
  webglParams: { group: 'drawing', ...assumed(0.1), ...rarely(0.02), noise: FARBLED },
  webglExtensions: { group: 'drawing', ...assumed(0.1), ...rarely(0.03), noise: FARBLED },
  webgpu: { group: 'drawing', ...assumed(0.1), ...rarely(0.04), noise: FARBLED },
  canvasText: { group: 'drawing', ...berke(951), ...halfKeep(290), noise: DRAWN },
  canvasGeometry: { group: 'drawing', ...berke(522), ...halfKeep(290), noise: DRAWN },
  audio: { group: 'drawing', ...assumed(0.3), ...rarely(0.01), noise: DRAWN },
  math: { group: 'drawing', ...assumed(0.8), ...rarely(0.01) },
  codecs: { group: 'drawing', ...assumed(0.6), ...rarely(0.02) },
  fonts: { group: 'fonts', ...berke(555), ...rarely(0.04), noise: { brave: 1, firefox: 0.12 } },
  languages: { group: 'settings', ...berke(264), ...ninetyKeep(215.1), noise: FARBLED },
  timeZone: { group: 'settings', ...assumed(0.97), ...rarely(0.02) },
  locale: { group: 'settings', ...assumed(0.85), ...rarely(0.01) },
  keyboard: { group: 'settings', ...assumed(0.7), ...rarely(0.005), noise: FARBLED },
  voices: { group: 'settings', ...assumed(0.3), ...rarely(0.03), noise: FARBLED },
  plugins: { group: 'settings', ...berke(214), ...rarely(0.005), noise: FARBLED },
  preferences: { group: 'settings', ...assumed(0.4), ...rarely(0.03) },
  storageQuota: { group: 'loose', ...assumed(0.6), ...rarely(0.08) },
  osVersion: { group: 'loose', ...assumed(0.4), ...rarely(0.05), rises: true },
  frame: { group: 'loose', ...assumed(0.5), ...rarely(0.1) },
  mediaDevices: { group: 'loose', ...assumed(0.4), ...rarely(0.15), noise: FARBLED },
});

export type AttributeName = keyof typeof ATTRIBUTES;

const isAttribute = (name: string): name is AttributeName => name in ATTRIBUTES;
export const ATTRIBUTE_NAMES: readonly AttributeName[] = Object.keys(ATTRIBUTES).filter(isAttribute);

export const namesIn = (...groups: readonly Group[]): readonly AttributeName[] =>
  ATTRIBUTE_NAMES.filter(name => groups.includes(ATTRIBUTES[name].group));
