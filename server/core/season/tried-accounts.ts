import { leadingZeros } from '../subjects/mark.ts';
import type { Tried } from './tried.ts';

const HOUR_MS = 60 * 60_000;
/** Of so many a share of .05 is known within .01; some 50 KB where as many are tried. */
const KEPT = 500;
/** When fewer than this part of it are left, a finer sample has room. */
const FEW = KEPT / 8;

export type AccountCount = { readonly tries: number; readonly failures: number };
const NOTHING: AccountCount = { tries: 0, failures: 0 };

/** As one process tells others: mark, when it was seen last, whether it was tried, and failed. */
export type TriedSample = {
  readonly level: number;
  readonly seen: readonly (readonly [mark: number, at: number, tries: 0 | 1, failures: 0 | 1])[];
};

/**
 * Accounts at which logins of one kind were tried within the last hour, or another while, and those of them at which they failed. Accounts, not tries: what
 * somebody does a thousand times at his own neither thins out what he does at others', nor is it a site's usual. More than 500 are a
 * sample, those whose mark begins with `level` zero bits, each of which stands for 2^level (Gibbons, "Distinct sampling", VLDB 2001): the
 * share stays what it is.
 */
export class TriedAccounts {
  readonly #whileMs: number;
  #level = 0;
  /** By mark; what was seen longest ago is the first. */
  readonly #seen = new Map<number, Tried & { readonly at: number }>();
  #tries = 0;
  #failures = 0;

  constructor(whileMs = HOUR_MS) {
    this.#whileMs = whileMs;
  }

  /** @returns what of it is new within the while, as many times as it stands for. */
  note(mark: number, { tries, failures }: Tried, now: number): AccountCount {
    this.#forget(now);
    if (leadingZeros(mark) < this.#level) return NOTHING;
    const before = this.#seen.get(mark) ?? { at: now, tries: 0, failures: 0 };
    this.#drop(mark);
    this.#seen.set(mark, {
      at: Math.max(now, before.at),
      tries: tries === 1 ? 1 : before.tries,
      failures: failures === 1 ? 1 : before.failures,
    });
    this.#tries += Math.max(tries, before.tries);
    this.#failures += Math.max(failures, before.failures);
    const each = 2 ** this.#level;
    if (this.#seen.size > KEPT) this.#thin();
    return { tries: tries > before.tries ? each : 0, failures: failures > before.failures ? each : 0 };
  }

  counts(now: number): AccountCount {
    this.#forget(now);
    const each = 2 ** this.#level;
    return { tries: this.#tries * each, failures: this.#failures * each };
  }

  sample(now: number): TriedSample {
    this.#forget(now);
    return {
      level: this.#level,
      seen: [...this.#seen].map(([mark, { at, tries, failures }]) => [mark, at, tries, failures] as const),
    };
  }

  #forget(now: number): void {
    for (const [mark, { at }] of this.#seen) {
      if (now - at < this.#whileMs) break;
      this.#drop(mark);
    }
    if (this.#level > 0 && this.#seen.size < FEW) this.#level--;
  }

  #thin(): void {
    this.#level++;
    for (const mark of [...this.#seen.keys()]) if (leadingZeros(mark) < this.#level) this.#drop(mark);
  }

  #drop(mark: number): void {
    const it = this.#seen.get(mark);
    this.#seen.delete(mark);
    this.#tries -= it?.tries ?? 0;
    this.#failures -= it?.failures ?? 0;
  }
}

/** Of several processes: an account that more than one of them saw counts once. */
export function countedTogether(samples: readonly TriedSample[], now: number): AccountCount {
  const level = Math.max(0, ...samples.map(it => it.level));
  const together = new Map<number, AccountCount>();
  for (const it of samples) {
    for (const [mark, at, tries, failures] of it.seen) {
      if (now - at >= HOUR_MS || leadingZeros(mark) < level) continue;
      const before = together.get(mark) ?? NOTHING;
      together.set(mark, {
        tries: Math.max(before.tries, tries),
        failures: Math.max(before.failures, failures),
      });
    }
  }
  const sum = (read: (it: AccountCount) => number): number =>
    [...together.values()].reduce((all, it) => all + read(it), 0) * 2 ** level;
  return { tries: sum(it => it.tries), failures: sum(it => it.failures) };
}
