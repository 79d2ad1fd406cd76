import type { Calibration, PlaceCount } from '../core/calibration.ts';
import type { Features } from '../core/features/index.ts';

/** What owners' visits showed of the detectors, as this process knows it: some half a minute behind the store. */
export type Calibrations = {
  readonly of: (siteId: string) => Calibration;
  /**
   * A visit of an owner: the first of its key and day in this process is counted, so that many owners speak, and not one who comes
   * often. Stored before long: what a process that is killed had not stored is not counted.
   */
  readonly note: (siteId: string, keyId: string, features: Features) => void;
};

export type SiteCount = PlaceCount & { readonly siteId: string };
/** What is added. `odd`: marks of the keys whose visits it spoke of. */
export type AddedCount = Omit<SiteCount, 'oddKeys'> & { readonly odd: readonly string[] };

/** The counts by period: they are added to, read in sum, and go after a while. Of accounts they hold nothing, of a few keys a mark. */
export type CalibrationCounts = {
  /** Sites, detectors and browsers each once. A mark that is known is not counted again. */
  readonly add: (counts: readonly AddedCount[], period: number) => Promise<void>;
  /** In sum over all periods from `period` on, each site, detector and browser once. */
  readonly since: (period: number) => Promise<readonly SiteCount[]>;
  /** Deletes what is older. Returns how many rows. */
  readonly retire: (period: number) => Promise<number>;
};
