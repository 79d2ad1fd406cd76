import type { Family, Hypothesis, Provenance } from '../../shared/wire/judgement.ts';
import { type Calibration, isActive } from './calibration.ts';
import type { Detector, EvidenceFacts } from './detectors/detector.ts';
import { type Features, provenanceOf } from './features/index.ts';

export type Evidence = {
  readonly code: string;
  readonly hypothesis: Hypothesis;
  readonly family: Family;
  readonly provenance: Provenance;
  readonly weight: number;
  readonly facts: EvidenceFacts;
  /** Away from where the detector was measured, or found to hold: recorded, never counted, never answered. */
  readonly shadow: boolean;
};

/** Every detector that speaks; sorted by code, so that the order of the registry shows nowhere. */
export function collectEvidence(
  detectors: readonly Detector[],
  features: Features,
  off: ReadonlySet<string>,
  calibration: Calibration,
): readonly Evidence[] {
  const said: Evidence[] = [];
  for (const detector of detectors) {
    if (off.has(detector.code)) continue;
    const weighed = detector.weigh(features);
    if (weighed === null) continue;
    const { code, hypothesis, family } = detector;
    const provenance = provenanceOf(detector.reads);
    const shadow = !isActive(detector, features, calibration);
    said.push({ code, hypothesis, family, provenance, ...weighed, shadow });
  }
  return said.sort((a, b) => (a.code < b.code ? -1 : 1));
}
