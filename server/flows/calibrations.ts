import { type Calibration, calibrationOf, firstPeriod, periodOf, UNCALIBRATED } from '../core/calibration.ts';
import type { Detector } from '../core/detectors/detector.ts';
import type { CalibrationCounts, Calibrations } from '../ports/calibrations.ts';
import type { Clock } from '../ports/clock.ts';
import { exchanger } from './exchanger.ts';
import { ownersVisits } from './owners-visits.ts';

export type CalibrationsWatch = {
  /** A tell that owners show in this release of a browser; `place`: code, engine, system, version. */
  readonly onDemoted: (siteId: string, place: string) => void;
  /** A tell that holds in a browser that it was not measured in; `place`: code, engine, system. */
  readonly onPromoted: (siteId: string, place: string) => void;
  /** It is as it was measured again. */
  readonly onEnded: (siteId: string, place: string) => void;
  /** Counts could not be stored or read: they are kept, and tried again. */
  readonly onAway: (error: unknown) => void;
};

export type ExchangedCalibrations = Calibrations & {
  readonly all: () => Iterable<Calibration>;
  /** Stores what was counted, and reads what there is; one at a time. Never rejects. */
  readonly exchange: () => Promise<void>;
};

/** Reads the counts once, and rejects where that fails; what comes after is known when it is exchanged. */
export async function openCalibrations(
  store: CalibrationCounts,
  detectors: readonly Detector[],
  clock: Pick<Clock, 'now'>,
  watch: CalibrationsWatch,
): Promise<ExchangedCalibrations> {
  const visits = ownersVisits(detectors, clock);
  let known: ReadonlyMap<string, Calibration> = new Map();

  const read = async (): Promise<void> => {
    const counts = await store.since(firstPeriod(clock.now()));
    const bySite = Map.groupBy(counts, it => it.siteId);
    const next = new Map([...bySite].map(([siteId, members]) => [siteId, calibrationOf(detectors, members)]));
    for (const siteId of new Set([...known.keys(), ...next.keys()])) {
      tellChange(siteId, known.get(siteId) ?? UNCALIBRATED, next.get(siteId) ?? UNCALIBRATED, watch);
    }
    known = next;
  };
  await read();
  return {
    of: siteId => known.get(siteId) ?? UNCALIBRATED,
    all: () => known.values(),
    note: visits.note,
    exchange: exchanger(visits, counts => store.add(counts, periodOf(clock.now())), read, watch.onAway),
  };
}

function tellChange(siteId: string, before: Calibration, after: Calibration, watch: CalibrationsWatch): void {
  const begun = (of: 'promoted' | 'demoted') => [...after[of]].filter(it => !before[of].has(it));
  const ended = (of: 'promoted' | 'demoted') => [...before[of]].filter(it => !after[of].has(it));
  for (const place of begun('demoted')) watch.onDemoted(siteId, place);
  for (const place of begun('promoted')) watch.onPromoted(siteId, place);
  for (const place of [...ended('demoted'), ...ended('promoted')]) watch.onEnded(siteId, place);
}
