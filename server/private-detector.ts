import type { Detector, EvidenceFacts, Weighed } from './core/detectors/detector.ts';
import { DETECTORS } from './core/detectors/index.ts';
import { type Features, onlyFeatures, provenanceOf, UNKNOWN_FEATURES } from './core/features/index.ts';
import { LIMITS } from './limits.ts';

/** Told once for each detector, when it is switched off. */
export type OnThrown = (code: string, error: unknown) => void;

/**
 * An operator's detector as the judgement runs it: it sees the features that it reads and no others, its weight is held to a cap, a
 * claimed feature never lowers a risk by it, and the first time that it throws or says what is no weight it is switched off in this
 * process. What does not come back (an endless loop) nothing here can end.
 */
export function guardedDetector(detector: Detector, onThrown: OnThrown): Detector {
  const lowest = provenanceOf(detector.reads) === 'claimed' ? 0 : -LIMITS.privateWeightMax;
  let isOff = false;
  const weigh = (features: Features): Weighed | null => {
    if (isOff) return null;
    try {
      const said = readWeighed(detector.weigh(onlyFeatures(features, detector.reads)));
      return said && { ...said, weight: Math.max(lowest, Math.min(LIMITS.privateWeightMax, said.weight)) };
    } catch (error) {
      isOff = true;
      onThrown(detector.code, error);
      return null;
    }
  };
  return { ...detector, weigh };
}

/** Whatever it gave. Throws where that is neither null nor a weight with its facts. */
function readWeighed(said: unknown): Weighed | null {
  if (said === null) return null;
  const { weight, facts }: { weight?: unknown; facts?: unknown } = said instanceof Object ? said : {};
  if (typeof weight !== 'number' || !Number.isFinite(weight)) throw new TypeError('its weight is no finite number');
  if (!isFacts(facts)) throw new TypeError('its facts are no plain values by name');
  return { weight, facts: { ...facts } };
}

function isFacts(it: unknown): it is EvidenceFacts {
  if (!(it instanceof Object) || Array.isArray(it)) return false;
  const all = Object.values(it);
  return all.length <= LIMITS.privateFactsMax && all.every(isPlain);
}

const isPlain = (it: unknown): boolean =>
  it === null ||
  typeof it === 'boolean' ||
  (typeof it === 'number' && Number.isFinite(it)) ||
  (typeof it === 'string' && it.length <= LIMITS.privateFactCharsMax);

/** What can be told at the start: it says nothing of what is not known, and nothing where its cure holds. */
export function problemsOfSilence(detector: Detector): readonly string[] {
  const problems: string[] = [];
  const { cure, reads } = detector;
  const silent = (features: Features, where: string): void => {
    try {
      if (readWeighed(detector.weigh(features)) !== null) problems.push(`detector.weigh must say null ${where}`);
    } catch (error) {
      problems.push(`detector.weigh throws ${where}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  silent(UNKNOWN_FEATURES, 'where nothing is known');
  silent({ ...UNKNOWN_FEATURES, ...cure }, 'where its cure holds');
  problems.push(...problemsOfCure(cure));
  const strange = Object.keys(cure).filter(name => !reads.some(it => it === name));
  if (strange.length > 0) problems.push(`detector.cure names what it does not read: ${strange.join(', ')}`);
  return problems;
}

/** The counterfactual asks every detector again with the cure's values: one of a kind that the feature never has would break the others. */
function problemsOfCure(cure: Detector['cure']): readonly string[] {
  const broken = DETECTORS.filter(({ weigh }) => {
    try {
      const said = weigh({ ...UNKNOWN_FEATURES, ...cure });
      return said !== null && !Number.isFinite(said.weight);
    } catch {
      return true;
    }
  });
  const [first] = broken;
  if (first === undefined) return [];
  return [
    `detector.cure has a value that no such feature has: ${first.code} cannot weigh it (docs/reasons.md names features)`,
  ];
}
