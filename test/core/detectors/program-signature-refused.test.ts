import assert from 'node:assert/strict';
import type { ProgramFacts } from '../../../server/core/facts.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { personFacts } from '../../support/person-facts.ts';

describe('detector program-signature-refused', () => {
  const weight = (signature: ProgramFacts['signature']) =>
    evidenceOf(
      'program-signature-refused',
      personFacts({ program: { verified: null, signature, contradicted: false } }),
    )?.weight ?? 0;

  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('program-signature-refused'), []);
  });

  it('says nothing of a request without a signature, or with one that holds', () => {
    assert.deepEqual([weight('none'), weight('verified')], [0, 0]);
  });

  it('weighs a wrong clock less than a signature that was copied or made up', () => {
    assert.ok(weight('expired') > 0);
    for (const made of ['other-authority', 'invalid', 'replayed'] as const) assert.ok(weight(made) > weight('expired'));
  });
});
