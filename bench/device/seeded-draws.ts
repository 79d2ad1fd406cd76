/** Draws from one seed; mulberry32, as in test/support, with what a population needs. */
export type Draws = {
  unit(): number;
  below(count: number): number;
  chance(probability: number): boolean;
  /** An index, by Zipf's law of this exponent over so many. */
  zipf(count: number, exponent?: number): number;
  /** An index, by weights. */
  weighted(weights: readonly number[]): number;
};

const ladders = new Map<string, Float64Array>();

export function seededDraws(...seeds: readonly number[]): Draws {
  let state = seeds.reduce((a, b) => Math.imul(a ^ (b + 0x9e3779b9), 0x85ebca6b) ^ (a >>> 15), 0x2545f491) >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    unit,
    below: count => Math.floor(unit() * count),
    chance: probability => unit() < probability,
    zipf: (count, exponent = 1) => climb(zipfLadder(count, exponent), unit()),
    weighted: weights => {
      let left = unit() * weights.reduce((a, b) => a + b, 0);
      for (let i = 0; i < weights.length; i++) {
        left -= weights[i] ?? 0;
        if (left < 0) return i;
      }
      return weights.length - 1;
    },
  };
}

function zipfLadder(count: number, exponent: number): Float64Array {
  const key = `${count}/${exponent}`;
  const known = ladders.get(key);
  if (known !== undefined) return known;
  const ladder = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += (i + 1) ** -exponent;
    ladder[i] = sum;
  }
  const whole = ladder.map(it => it / sum);
  ladders.set(key, whole);
  return whole;
}

function climb(ladder: Float64Array, at: number): number {
  let low = 0;
  let high = ladder.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ladder[middle] ?? 1) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
