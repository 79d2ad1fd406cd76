/** The sliding windows that counts are asked over, the shortest first. Milliseconds. */
export const WINDOWS = {
  '5m': 5 * 60_000,
  '1h': 60 * 60_000,
  '24h': 24 * 60 * 60_000,
  '30d': 30 * 24 * 60 * 60_000,
} as const;

export type WindowName = keyof typeof WINDOWS;
export type WindowCounts = Readonly<Record<WindowName, number>>;

export const WINDOW_NAMES = Object.keys(WINDOWS) as readonly WindowName[];
export const LONGEST_WINDOW_MS = WINDOWS['30d'];
