import type { ProgramKind } from '../../../shared/wire/programs.ts';
import type { Facts, ProgramFacts } from '../facts.ts';
import type { Feature } from './feature.ts';

const verifiedBy = ({ program }: Facts, by: 'key' | 'network'): ProgramKind | 'none' => {
  const { verified } = program;
  return verified === null || (verified.by === 'network') !== (by === 'network') ? 'none' : verified.kind;
};

/** A registered program that signed its request, or showed its certificate. */
export const programProven: Feature<ProgramKind | 'none'> = {
  provenance: 'proven',
  derive: facts => verifiedBy(facts, 'key'),
};

/** One that comes from the networks that were registered for it, and names itself as it should. */
export const programInNetwork: Feature<ProgramKind | 'none'> = {
  provenance: 'observed',
  derive: facts => verifiedBy(facts, 'network'),
};

/** It names itself a registered program, and nothing that was registered for that one holds. */
export const programContradicted: Feature<boolean> = {
  provenance: 'observed',
  derive: ({ program }) => program.contradicted,
};

/** What came of a signature that names a registered key. */
export const programSignature: Feature<ProgramFacts['signature']> = {
  provenance: 'observed',
  derive: ({ program }) => program.signature,
};
