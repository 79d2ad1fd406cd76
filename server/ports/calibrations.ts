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

/** The counts by day: they are added to, read in sum, and go after a while. Nothing in them tells of an account or a device. */
export type CalibrationCounts = {
  /** @param day days since the epoch (UTC). */
  readonly add: (counts: readonly SiteCount[], day: number) => Promise<void>;
  /** In sum over all days from `day` on, each site, detector and browser once. */
  readonly since: (day: number) => Promise<readonly SiteCount[]>;
  /** Deletes what is older. Returns how many rows. */
  readonly retire: (day: number) => Promise<number>;
};
