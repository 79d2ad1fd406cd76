import { type Draws, seededDraws } from './seeded-draws.ts';

/**
 * The Japanese market as the bench assumes it. No figure here is measured: shares follow what is commonly said of visits in Japan (iOS about
 * half of phones, Windows four fifths of PCs, Chrome before Edge), catalogues are drawn by Zipf's law from a fixed seed, so that both
 * populations, the one for fitting and the one for reporting, shop in one market. After the first recalls had been seen, GPUs, screen
 * sizes and canvases were moved once, towards what Berke et al. measured of single attributes (the bench prints both), and nothing after.
 */
export const SYSTEMS = ['ios', 'android', 'windows', 'macos', 'linux'] as const;
export type System = (typeof SYSTEMS)[number];
export const SYSTEM_SHARES: readonly number[] = [0.34, 0.28, 0.29, 0.08, 0.01];

export const BROWSER_SHARES: Readonly<Record<System, Readonly<Record<string, number>>>> = {
  ios: { safari: 1 },
  android: { chrome: 0.87, samsung: 0.06, edge: 0.03, firefox: 0.03, brave: 0.01 },
  windows: { chrome: 0.61, edge: 0.3, firefox: 0.075, brave: 0.015 },
  macos: { safari: 0.44, chrome: 0.48, firefox: 0.06, brave: 0.02 },
  linux: { chrome: 0.6, firefox: 0.38, brave: 0.02 },
};

/** Of Windows PCs, those that a company or school set up from one image; so many fleets, sizes by Zipf's law. */
export const FLEET_SHARE = 0.12;
export const FLEETS = 400;

/** Of all look-ups, in a private window. Of Firefox profiles, strict tracking protection and resist-fingerprinting. */
export const PRIVATE_SHARE = 0.06;
export const STRICT_SHARE = 0.1;
export const RESIST_SHARE = 0.02;

/** Days since a device was last seen, and their weights. */
export const GAPS: readonly number[] = [1, 3, 7, 14, 30, 60, 90, 180];
export const GAP_WEIGHTS: readonly number[] = [0.12, 0.13, 0.18, 0.17, 0.2, 0.1, 0.06, 0.04];

/** A new major version about every four weeks; this one is today's. */
export const VERSION_DAYS = 28;
export const VERSION_NOW = 147;

/** How often it changes in 30 days: assumptions, not fitted to any history. */
export const CHANGES_30D = {
  systemUpdate: 0.05,
  driver: 0.04,
  fontPack: 0.02,
  ownFont: 0.01,
  languages: 0.01,
  keyboard: 0.003,
  timeZone: 0.01,
  preferences: 0.02,
  plugins: 0.003,
  zoomOrScale: 0.015,
  screen: 0.01,
  quota: 0.01,
  voices: 0.01,
  memory: 0.0005,
} as const;

export type Screen = {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly depth: number;
  readonly gamut: string;
  readonly hdr: number;
};

export type Model = {
  readonly name: string;
  readonly make: number;
  readonly cores: number;
  readonly memories: readonly number[];
  readonly gpu: number;
  readonly touch: number;
  readonly screen: Screen;
};

const plain = (width: number, height: number, ratio: number): Screen => ({
  width,
  height,
  ratio,
  depth: 24,
  gamut: 'srgb',
  hdr: 0,
});

const LAPTOP_SCREENS: readonly (readonly [number, Screen])[] = [
  [0.17, plain(1366, 768, 1)],
  [0.44, plain(1536, 864, 1.25)],
  [0.16, plain(1920, 1080, 1)],
  [0.08, plain(1280, 720, 1.5)],
  [0.06, plain(1536, 960, 1.25)],
  [0.04, plain(1280, 800, 1.5)],
  [0.03, plain(1504, 1003, 1.5)],
  [0.02, plain(1440, 960, 2)],
];
export const MONITORS: readonly Screen[] = [
  plain(1920, 1080, 1),
  plain(2560, 1440, 1),
  plain(1920, 1200, 1),
  plain(3840, 2160, 1),
  plain(2560, 1440, 1.5),
  plain(1280, 1024, 1),
  plain(3440, 1440, 1),
  plain(1680, 1050, 1),
  plain(2048, 1152, 1.25),
  plain(1600, 900, 1),
  plain(2194, 1234, 1.75),
  plain(1745, 982, 1.1),
];

/** What a screen's scaling or a page's zoom makes of its size; the usual first. */
export const SCALES: readonly number[] = [1, 1.1, 0.9, 1.25, 1.5, 0.8, 1.2, 1.75, 0.75, 1.33, 0.67, 1.05, 1.4];

const MARKET_SEED = 20261121;

function catalogue(count: number, make: (draws: Draws, index: number) => Model): readonly Model[] {
  return Array.from({ length: count }, (_, i) => make(seededDraws(MARKET_SEED, count, i), i));
}

/** So many GPUs are part of a processor, and shown with their number; the others are cards. */
export const INTEGRATED = 110;

/** Twelve makers; a laptop's GPU is mostly an integrated one. */
export const LAPTOPS = catalogue(500, draws => {
  const screen = LAPTOP_SCREENS[draws.weighted(LAPTOP_SCREENS.map(([share]) => share))]?.[1] ?? plain(1536, 864, 1.25);
  return {
    name: '',
    make: draws.zipf(12, 0.7),
    cores: [4, 8, 8, 12, 16, 2, 20][draws.zipf(7)] ?? 8,
    memories: [[8, 16], [16, 8, 32], [8], [16, 32]][draws.zipf(4)] ?? [8],
    gpu: draws.chance(0.15) ? INTEGRATED + draws.zipf(300) : draws.zipf(INTEGRATED, 0.8),
    touch: draws.chance(0.2) ? 10 : 0,
    screen,
  };
});

/** Towers: the model is not shown, the parts are. */
export const TOWERS = catalogue(600, draws => ({
  name: '',
  make: 12 + draws.zipf(8),
  cores: [12, 16, 8, 24, 6, 4, 32, 20][draws.zipf(8)] ?? 12,
  memories: [
    [16, 32],
    [32, 16],
    [8, 16],
  ][draws.zipf(3)] ?? [16],
  gpu: draws.chance(0.35) ? draws.zipf(INTEGRATED, 0.8) : INTEGRATED + draws.zipf(300, 0.8),
  touch: 0,
  screen: MONITORS[draws.zipf(MONITORS.length)] ?? plain(1920, 1080, 1),
}));

const MAC_SCREENS: readonly (readonly [number, number])[] = [
  [1470, 956],
  [1512, 982],
  [1440, 900],
  [1728, 1117],
  [2560, 1440],
  [1710, 1112],
  [2240, 1260],
  [1680, 1050],
];
export const MACS = catalogue(40, (draws, i) => {
  const [width, height] = MAC_SCREENS[draws.zipf(MAC_SCREENS.length)] ?? [1470, 956];
  return {
    name: '',
    make: i % 14,
    cores: [8, 8, 10, 12, 14, 16, 11][i % 7] ?? 8,
    memories: [[8, 16], [16, 32], [16]][i % 3] ?? [8],
    gpu: i % 14,
    touch: 0,
    screen: { width, height, ratio: 2, depth: 30, gamut: 'p3', hdr: 1 },
  };
});

/** With its carriers' own model numbers. */
export const ANDROIDS = catalogue(700, (draws, i) => ({
  name: `model-${i}`,
  make: draws.zipf(14, 0.8),
  cores: draws.chance(0.9) ? 8 : 6,
  memories: [[8, 4], [4], [8], [2]][draws.zipf(4)] ?? [4],
  gpu: draws.zipf(40, 0.8),
  touch: draws.chance(0.95) ? 5 : 10,
  screen: {
    width: [412, 393, 360, 384, 411, 320][draws.zipf(6)] ?? 412,
    height: 780 + 5 * draws.below(30),
    ratio: [2.625, 2.75, 3, 3.5, 2, 2.8125][draws.zipf(6)] ?? 2.625,
    depth: 24,
    gamut: draws.chance(0.6) ? 'p3' : 'srgb',
    hdr: draws.chance(0.5) ? 1 : 0,
  },
}));

/** What Safari shows of a model is its screen; several models share one. */
const IPHONE_SCREENS: readonly (readonly [number, number, number])[] = [
  [390, 844, 3],
  [393, 852, 3],
  [375, 667, 2],
  [402, 874, 3],
  [428, 926, 3],
  [430, 932, 3],
  [440, 956, 3],
  [375, 812, 3],
];
export const IPHONES = catalogue(IPHONE_SCREENS.length, (_, i) => {
  const [width, height, ratio] = IPHONE_SCREENS[i] ?? [390, 844, 3];
  return {
    name: '',
    make: 0,
    cores: 4,
    memories: [],
    gpu: i,
    touch: 5,
    screen: { width, height, ratio, depth: 24, gamut: 'p3', hdr: 1 },
  };
});
