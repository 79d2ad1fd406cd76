/** 95 % of a standard normal. */
const Z = 1.96;

export type ShareInterval = { readonly low: number; readonly high: number };

/** The 95 % interval of a share by Wilson (1927): sensible for small counts, and for none and all of them too. */
export function shareInterval(hits: number, of: number): ShareInterval {
  if (of === 0) return { low: 0, high: 1 };
  const share = hits / of;
  const spread = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const middle = share + Z ** 2 / (2 * of);
  const scale = 1 + Z ** 2 / of;
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}
