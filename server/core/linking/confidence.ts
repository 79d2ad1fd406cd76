/** Pairs of ln(posterior odds) and the share of links that were right, both rising. */
export type Calibration = readonly (readonly [logOdds: number, share: number])[];

/**
 * How often the likeliest candidate was the device, by engine, on the training seed of `npm run bench:device -- --fit` (1 million devices,
 * half of the look-ups by devices never seen); the bench prints how it holds on another seed.
 */
export const CALIBRATIONS: Readonly<Record<string, Calibration>> = {
  chromium: [
    [-21.26, 0.0133],
    [-6.87, 0.0354],
    [-4.95, 0.0604],
    [-3.46, 0.126],
    [-2.52, 0.1977],
    [-1.52, 0.3576],
    [-0.48, 0.633],
    [0.52, 0.7064],
    [1.53, 0.8339],
    [2.5, 0.9113],
    [3.51, 0.9497],
    [4.49, 0.9804],
    [5.5, 0.9866],
    [6.98, 0.9929],
    [8.93, 0.9982],
    [14.53, 0.9993],
  ],
  gecko: [
    [-20.3, 0.0183],
    [-6.97, 0.1075],
    [-4.96, 0.1262],
    [-3.46, 0.2077],
    [-2.52, 0.3196],
    [-1.51, 0.3861],
    [-0.51, 0.6031],
    [0.52, 0.8108],
    [1.49, 0.8668],
    [2.5, 0.9428],
    [4.04, 0.9485],
    [5.53, 0.9715],
    [6.99, 0.9953],
    [12.9, 0.9955],
  ],
  webkit: [
    [-11.94, 0.0379],
    [-6.85, 0.0567],
    [-4.89, 0.0723],
    [-3.52, 0.1438],
    [-2.55, 0.2935],
    [-1.56, 0.465],
    [-0.55, 0.6746],
    [0.49, 0.8402],
    [1.48, 0.8884],
    [2.48, 0.9566],
    [3.46, 0.9751],
    [4.42, 0.991],
    [7.16, 0.9942],
  ],
};

/**
 * ln(posterior odds) from which a device is named, by engine: where the training seed's look-ups merged two devices in 0.7 of 1,000, in
 * the worst family of the engine (`--fit`: Chromium on desktops 5.2, on Android 4.4; Firefox 6.8). Gecko shows less of the hardware, so
 * PCs cloned from one image are told from others late. WebKit came out at 2.2, where one link in twenty is wrong: a device is named from
 * 99 % on.
 */
export const NAMED_FROM: Readonly<Record<string, number>> = { chromium: 5.2, gecko: 6.8, webkit: 4.4 };

/** An engine that was not measured names nobody. */
export const namedFrom = (engine: string): number => NAMED_FROM[engine] ?? Number.POSITIVE_INFINITY;

/** 0..1, never falling with the log-odds: between two points of the table a straight line, beyond them its end. */
export function confidenceOf(logOdds: number, table: Calibration): number {
  const [first, last] = [table[0], table.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const next = table.findIndex(([at]) => at >= logOdds);
  if (next === -1) return last[1];
  const [high, low] = [table[next] ?? last, table[next - 1] ?? first];
  if (next === 0 || high[0] === low[0]) return high[1];
  return low[1] + ((high[1] - low[1]) * (logOdds - low[0])) / (high[0] - low[0]);
}

export const calibrationOf = (engine: string): Calibration => CALIBRATIONS[engine] ?? [];
