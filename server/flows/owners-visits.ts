import { dayOf, visitCounts } from '../core/calibration.ts';
import type { Detector } from '../core/detectors/detector.ts';
import { LIMITS } from '../limits.ts';
import type { Calibrations, SiteCount } from '../ports/calibrations.ts';
import type { Clock } from '../ports/clock.ts';

export type OwnersVisits = Pick<Calibrations, 'note'> & {
  /** What was counted since the last time. */
  readonly take: () => readonly SiteCount[];
  /** What was taken, and could not be stored. */
  readonly putBack: (counts: readonly SiteCount[]) => void;
};

/** Counts in this process what owners' visits show of the detectors, until it is stored. */
export function ownersVisits(detectors: readonly Detector[], clock: Pick<Clock, 'now'>): OwnersVisits {
  let noted: { readonly day: number; readonly keys: Set<string> } = { day: 0, keys: new Set() };
  let counts = new Map<string, SiteCount>();
  const add = (count: SiteCount): void => {
    const { siteId, code, engine, system, version } = count;
    const place = [siteId, code, engine, system, version].join(' ');
    const before = counts.get(place);
    if (before === undefined && counts.size >= LIMITS.calibrationCountsMax) return;
    const { known, fired } = before ?? { known: 0, fired: 0 };
    counts.set(place, { ...count, known: count.known + known, fired: count.fired + fired });
  };
  return {
    note: (siteId, keyId, features) => {
      const day = dayOf(clock.now());
      if (noted.day !== day) noted = { day, keys: new Set() };
      const key = `${siteId} ${keyId}`;
      if (noted.keys.has(key) || noted.keys.size >= LIMITS.calibrationKeysMax) return;
      noted.keys.add(key);
      for (const count of visitCounts(detectors, features)) add({ siteId, ...count });
    },
    take: () => {
      const taken = [...counts.values()];
      counts = new Map();
      return taken;
    },
    putBack: taken => taken.forEach(add),
  };
}
