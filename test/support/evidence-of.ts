import { UNCALIBRATED } from '../../server/core/calibration.ts';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import { collectEvidence, type Evidence } from '../../server/core/evidence.ts';
import type { Facts } from '../../server/core/facts.ts';
import { deriveFeatures } from '../../server/core/features/index.ts';
import { PEOPLE, PERSON_NAMES, type PersonName } from './people.ts';
import { personFacts } from './person-facts.ts';

const NONE: ReadonlySet<string> = new Set();

/** What a detector says of these facts; null: nothing. */
export function evidenceOf(code: string, facts: Facts): Evidence | null {
  const detectors = DETECTORS.filter(it => it.code === code);
  if (detectors.length === 0) throw new Error(`no detector is called ${code}`);
  return collectEvidence(detectors, deriveFeatures(facts), NONE, UNCALIBRATED)[0] ?? null;
}

/** Of all the people of the tests, those against whom it counts; each with a `~` before where it speaks in shadow alone. */
export const heldAgainst = (code: string): string[] =>
  PERSON_NAMES.flatMap((name: PersonName) => {
    const said = evidenceOf(code, personFacts({}, PEOPLE[name]));
    return said === null ? [] : [said.shadow ? `~${name}` : name];
  });
