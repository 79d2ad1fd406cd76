/**
 * 53 bits that stand for a value wherever distinct values are counted (cyrb53, public domain: https://github.com/bryc/code).
 * What is counted are keyed references, so nobody outside can choose values that collide; nothing secret hangs on it.
 */
export function markOf(value: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 2 ** 32 * (2_097_151 & b) + (a >>> 0);
}

/** The same as text, where lists name what they only compare: random ids and keyed references. */
export const shortMark = (value: string): string => markOf(value).toString(36);

/** How many of the mark's 53 bits are 0 at its head: every value has at least 0, half of them 1, a quarter 2, … */
export function leadingZeros(mark: number): number {
  const high = Math.floor(mark / 2 ** 21);
  return high !== 0 ? Math.clz32(high) : 32 + Math.clz32((mark % 2 ** 21) << 11);
}
