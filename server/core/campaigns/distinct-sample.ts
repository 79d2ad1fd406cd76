import type { Distinct } from '../subjects/distinct.ts';
import { leadingZeros } from '../subjects/mark.ts';

/**
 * Distinct values of late as one process tells others: those whose marks begin with `level` zero bits, 1,000 at the most, each with when
 * it was last seen. Samples of several processes are put together by their values, so what all of them saw is counted once.
 */
export type DistinctSample = {
  readonly level: number;
  readonly marks: readonly number[];
  readonly seenAt: readonly number[];
};

/** Of what was seen since; on the lowest level that dropped none of it. */
export function sampleOf({ levels }: Distinct, since: number): DistinctSample {
  const covering = levels.findIndex(it => it.horizon <= since);
  const level = covering === -1 ? levels.length - 1 : covering;
  const { marks = [], seenAt = [] } = levels[level] ?? {};
  const from = seenAt.findIndex(at => at > since);
  return from === -1
    ? { level, marks: [], seenAt: [] }
    : { level, marks: marks.slice(from), seenAt: seenAt.slice(from) };
}

/** What several processes saw: when each value was seen last. */
export type SeenTogether = { readonly level: number; readonly seenAt: ReadonlyMap<number, number> };

/** On the highest level of them: there each has all that it saw. */
export function together(samples: readonly DistinctSample[]): SeenTogether {
  const level = Math.max(0, ...samples.map(it => it.level));
  const seenAt = new Map<number, number>();
  for (const it of samples) {
    it.marks.forEach((mark, n) => {
      if (it.level === level || leadingZeros(mark) >= level)
        seenAt.set(mark, Math.max(seenAt.get(mark) ?? 0, it.seenAt[n] ?? 0));
    });
  }
  return { level, seenAt };
}

/** How many were seen since: exact up to 1,000 a process, then about 4 % off. */
export function countTogether({ level, seenAt }: SeenTogether, since: number): number {
  let count = 0;
  for (const at of seenAt.values()) if (at > since) count++;
  return count * 2 ** level;
}
