/**
 * Ranges of addresses in order, without gaps: each entry holds from its start up to the next one's, and value 0 says nothing. A start
 * is `width` words of 32 bits: 1 for IPv4, 2 for IPv6 where nothing is smaller than a /64, 4 for single addresses of IPv6.
 */
export type RangeTable = { readonly width: Width; readonly starts: Uint32Array; readonly values: Uint32Array };
export type Width = 1 | 2 | 4;

/** By bisection: 22 steps in three million ranges. 0: nothing is said of the address. */
export function valueAt({ width, starts, values }: RangeTable, words: readonly number[]): number {
  let low = 0;
  let high = values.length;
  const a = words[0] ?? 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = middle * width;
    const start = starts[at] ?? 0;
    if (start < a || (start === a && isUpTo(starts, at, width, words))) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (values[low - 1] ?? 0);
}

/** Of two that begin with the same word. */
function isUpTo(starts: Uint32Array, at: number, width: Width, words: readonly number[]): boolean {
  for (let n = 1; n < width; n++) {
    const start = starts[at + n] ?? 0;
    const word = words[n] ?? 0;
    if (start !== word) return start < word;
  }
  return true;
}

/** Grows by doubling: three million ranges as objects would take a gigabyte. */
export class RangeTableBuilder {
  readonly #width: Width;
  readonly #bits: bigint;
  #starts = new Uint32Array(1024);
  #values = new Uint32Array(1024);
  #length = 0;
  /** The first address that no range has taken yet; null: none is left. */
  #free: bigint | null = 0n;

  constructor(width: Width) {
    this.#width = width;
    this.#bits = BigInt(width * 32);
  }

  /** Ranges in rising order; of what an earlier one took, nothing is given to a later one. `first` to `last`, both within. */
  add(first: bigint, last: bigint, value: number): void {
    if (this.#free === null || last < this.#free) return;
    const from = first < this.#free ? this.#free : first;
    if (from > this.#free) this.#push(this.#free, 0);
    this.#push(from, value);
    this.#free = (last + 1n) >> this.#bits === 0n ? last + 1n : null;
  }

  table(): RangeTable {
    if (this.#free !== null && this.#length > 0) this.#push(this.#free, 0);
    return {
      width: this.#width,
      starts: this.#starts.slice(0, this.#length * this.#width),
      values: this.#values.slice(0, this.#length),
    };
  }

  #push(start: bigint, value: number): void {
    if ((this.#length === 0 ? 0 : this.#values[this.#length - 1]) === value) return;
    if (this.#length === this.#values.length) this.#values = grown(this.#values);
    if ((this.#length + 1) * this.#width > this.#starts.length) this.#starts = grown(this.#starts);
    for (let n = 0; n < this.#width; n++) {
      const shift = BigInt((this.#width - 1 - n) * 32);
      this.#starts[this.#length * this.#width + n] = Number((start >> shift) & 0xffffffffn);
    }
    this.#values[this.#length] = value;
    this.#length++;
  }
}

function grown(was: Uint32Array): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(was.length * 2);
  next.set(was);
  return next;
}
