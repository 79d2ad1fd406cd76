import type { Family, Hypothesis } from '../../../shared/wire/judgement.ts';
import type { Engine, System } from '../features/browser.ts';
import type { FeatureValue } from '../features/feature.ts';
import type { FeatureName, Features } from '../features/index.ts';

export type EvidenceFacts = Readonly<Record<string, FeatureValue>>;

/** What a detector says when it speaks. Weight: log-odds towards its hypothesis, to two decimals. */
export type Weighed = { readonly weight: number; readonly facts: EvidenceFacts };

/** A browser in which the tell was seen, and its absence seen in the same browser in a person's hands. */
export type Place = { readonly engine: Engine; readonly system: System; readonly version: number };

export const LINUX_CHROMIUM: Place = { engine: 'chromium', system: 'linux', version: 156 };
export const LINUX_FIREFOX: Place = { engine: 'gecko', system: 'linux', version: 153 };

/**
 * Where the detector was measured and is active; elsewhere its evidence is recorded in shadow and counts for nothing. The version is
 * on record, not compared: it is claimed, and who may choose the version could choose silence.
 * `everywhere`: it follows from a specification or from the gate's own doing, not from a measurement.
 */
export type MeasuredOn = 'everywhere' | readonly Place[];

export type Detector = {
  /** Also the file's name. */
  readonly code: string;
  readonly hypothesis: Hypothesis;
  readonly family: Family;
  readonly measuredOn: MeasuredOn;
  /** The features it reads; its evidence is only as sure as the weakest of them. */
  readonly reads: readonly FeatureName[];
  /** A pure function; null: nothing to say. A claimed feature never gives a weight below 0. */
  readonly weigh: (features: Features) => Weighed | null;
  /** What would have to be otherwise for it to be silent: the counterfactual is made of these. */
  readonly cure: Partial<Features>;
};
