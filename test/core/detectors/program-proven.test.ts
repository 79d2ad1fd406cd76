import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { personFacts } from '../../support/person-facts.ts';

describe('detector program-proven', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('program-proven'), []);
  });

  it('says the kind of a program that was verified by its signature, and nothing of others', () => {
    const of = (by: 'signature' | 'certificate' | 'network') => {
      const program = { verified: { kind: 'aggregator', by }, signature: 'none', contradicted: false } as const;
      const it = evidenceOf('program-proven', personFacts({ program }));
      return it === null ? null : `${it.facts['kind']} ${it.provenance}`;
    };
    assert.deepEqual(
      [of('signature'), of('certificate'), of('network')],
      ['aggregator proven', 'aggregator proven', null],
    );
  });
});
