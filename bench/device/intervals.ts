/** Wilson's interval of a share, 95 %. */
export function wilson(hits: number, of: number): readonly [low: number, high: number] {
  if (of === 0) return [0, 1];
  const z = 1.96;
  const share = hits / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

export type Bin = { readonly logOdds: number; readonly right: number; readonly of: number };

/** Pool adjacent violators: neighbouring bins are joined until the share of right ones never falls. */
export function isotonic(bins: readonly Bin[]): readonly Bin[] {
  const pooled: Bin[] = [];
  for (const bin of bins) {
    let last = bin;
    for (let before = pooled.at(-1); before !== undefined && before.right / before.of > last.right / last.of; ) {
      const of = before.of + last.of;
      last = {
        logOdds: (before.logOdds * before.of + last.logOdds * last.of) / of,
        right: before.right + last.right,
        of,
      };
      pooled.pop();
      before = pooled.at(-1);
    }
    pooled.push(last);
  }
  return pooled;
}
