import { LIMITS } from '../limits.ts';

/** The work for a visit: the site's own base, more where its network asked much lately, and never more than a person can wait for. */
export function workBitsFor(base: number, recentAsks: number): number {
  return base + LIMITS.moreWorkFromAsks.filter(it => recentAsks >= it).length;
}
