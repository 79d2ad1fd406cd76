import type { Detector } from '../detectors/detector.ts';

/** One kind of question that the gate judges: a manifest, so that orders and credit are further lists, not further programs. */
export type Domain = {
  readonly name: 'access';
  readonly detectors: readonly Detector[];
};
