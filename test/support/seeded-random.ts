export type SeededRandom = {
  readonly seed: number;
  /** 0 (inclusive) to 1 (exclusive). */
  unit(): number;
  between(low: number, high: number): number;
  /** Standard normal. */
  normal(): number;
  /** Log-normal by its median and the sigma of its logarithm: how the times of human movements are spread. */
  logNormal(median: number, sigma: number): number;
};

/** mulberry32: 32 bits of state are plenty for a few thousand draws, and a seed fits a test's output. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  return {
    seed,
    unit,
    between: (low, high) => low + (high - low) * unit(),
    normal,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
  };
}
