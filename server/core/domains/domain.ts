import type { Detector } from '../detectors/detector.ts';
import type { ReasonWords } from '../reason-words.ts';

/** One kind of question that the gate judges: a manifest, so that orders and credit are further lists, not further programs. */
export type Domain = {
  readonly name: 'access';
  readonly detectors: readonly Detector[];
  /** What each of them says to an analyst. */
  readonly words: ReasonWords;
};
