import { LIMITS } from './limits.ts';

/** How often each network asked lately: in this process, forgotten with it, without a wait. */
export type RecentAsks = {
  /** Counts one more, and says how many it were in the last one to two windows. */
  readonly count: (network: string, nowMs: number) => number;
};

/** Networks that ask seldom are forgotten first where there are too many: whoever makes up many does not hide a busy one. */
export function recentAsks(
  windowMs: number = LIMITS.recentAsksMs,
  networksMax: number = LIMITS.recentAsksNetworksMax,
): RecentAsks {
  let before = new Map<string, number>();
  let current = new Map<string, number>();
  let window = 0;
  return {
    count: (network, nowMs) => {
      const now = Math.floor(nowMs / windowMs);
      if (now !== window) {
        before = now === window + 1 ? current : new Map();
        current = new Map();
        window = now;
      }
      const count = (current.get(network) ?? 0) + 1;
      // Put in anew, the busy stand last.
      current.delete(network);
      current.set(network, count);
      const [oldest] = current.keys();
      if (current.size > networksMax && oldest !== undefined) current.delete(oldest);
      return count + (before.get(network) ?? 0);
    },
  };
}
