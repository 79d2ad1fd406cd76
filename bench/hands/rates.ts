import type { SeededRandom } from '../../test/support/seeded-random.ts';

export type Scores = { readonly people: readonly number[]; readonly programs: readonly number[] };
export type Interval = { readonly value: number; readonly low: number; readonly high: number };

/** The chance that a program scores above a person (Mann and Whitney), ties by half. */
export function areaUnderCurve({ people, programs }: Scores): number {
  const all = [...people.map(score => ({ score, program: 0 })), ...programs.map(score => ({ score, program: 1 }))];
  all.sort((a, b) => a.score - b.score);
  let [rankSum, i] = [0, 0];
  while (i < all.length) {
    let end = i;
    while (end < all.length && all[end]?.score === all[i]?.score) end++;
    for (let k = i; k < end; k++) if (all[k]?.program === 1) rankSum += (i + 1 + end) / 2;
    i = end;
  }
  return (rankSum - (programs.length * (programs.length + 1)) / 2) / (programs.length * people.length);
}

/** The score that at most this part of people exceed. */
export function thresholdAt(people: readonly number[], falseAlarms: number): number {
  const sorted = people.toSorted((a, b) => b - a);
  return sorted[Math.floor(falseAlarms * people.length)] ?? Number.POSITIVE_INFINITY;
}

export function detectionAt({ people, programs }: Scores, falseAlarms: number): number {
  const from = thresholdAt(people, falseAlarms);
  return programs.filter(it => it > from).length / programs.length;
}

/** 95 % by drawing people and programs anew, each group whole: one person's logins, one family of programs, are drawn together. */
export function bootstrapped(
  groups: { readonly people: readonly (readonly number[])[]; readonly programs: readonly (readonly number[])[] },
  of: (scores: Scores) => number,
  random: SeededRandom,
  times = 500,
): Interval {
  const redrawn = (list: readonly (readonly number[])[]): number[] =>
    list.flatMap(() => list[Math.floor(random.unit() * list.length)] ?? []);
  const values = Array.from({ length: times }, () =>
    of({ people: redrawn(groups.people), programs: redrawn(groups.programs) }),
  ).sort((a, b) => a - b);
  const at = (part: number): number => values[Math.min(times - 1, Math.floor(part * times))] ?? 0;
  return {
    value: of({ people: groups.people.flat(), programs: groups.programs.flat() }),
    low: at(0.025),
    high: at(0.975),
  };
}
