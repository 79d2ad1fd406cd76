import { dayOf, visitCounts } from '../core/calibration.ts';
import type { Detector } from '../core/detectors/detector.ts';
import { shortMark } from '../core/subjects/mark.ts';
import { LIMITS } from '../limits.ts';
import type { AddedCount, Calibrations } from '../ports/calibrations.ts';
import type { Clock } from '../ports/clock.ts';

export type OwnersVisits = Pick<Calibrations, 'note'> & {
  /** What was counted since the last time. */
  readonly take: () => readonly AddedCount[];
  /** What was taken, and could not be stored. */
  readonly putBack: (counts: readonly AddedCount[]) => void;
};

/** Counts in this process what owners' visits show of the detectors, until it is stored. */
export function ownersVisits(detectors: readonly Detector[], clock: Pick<Clock, 'now'>): OwnersVisits {
  let noted: { readonly day: number; readonly keys: Set<string> } = { day: 0, keys: new Set() };
  let counts = new Map<string, AddedCount>();
  const add = (count: AddedCount): void => {
    const { siteId, code, engine, system, version } = count;
    const place = [siteId, code, engine, system, version].join(' ');
    const before = counts.get(place);
    if (before === undefined && counts.size >= LIMITS.calibrationCountsMax) return;
    const { known, fired, odd } = before ?? { known: 0, fired: 0, odd: [] };
    const marks = [...new Set([...odd, ...count.odd])].slice(0, LIMITS.calibrationOddKeysMax);
    counts.set(place, { ...count, known: count.known + known, fired: count.fired + fired, odd: marks });
  };
  return {
    note: (siteId, keyId, features) => {
      const day = dayOf(clock.now());
      if (noted.day !== day) noted = { day, keys: new Set() };
      const key = `${siteId} ${keyId}`;
      if (noted.keys.has(key) || noted.keys.size >= LIMITS.calibrationKeysMax) return;
      noted.keys.add(key);
      for (const { oddKeys, ...count } of visitCounts(detectors, features)) {
        add({ siteId, ...count, odd: oddKeys === 0 ? [] : [shortMark(keyId)] });
      }
    },
    take: () => {
      const taken = [...counts.values()];
      counts = new Map();
      return taken;
    },
    putBack: taken => taken.forEach(add),
  };
}
