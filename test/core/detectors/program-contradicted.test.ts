import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { personFacts } from '../../support/person-facts.ts';

describe('detector program-contradicted', () => {
  const program = { verified: null, signature: 'none', contradicted: true } as const;
  const weight = (userAgent: string, of: Parameters<typeof personFacts>[0] = { program }) =>
    evidenceOf('program-contradicted', personFacts({ ...of, client: { userAgent } }))?.weight ?? null;

  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('program-contradicted'), []);
  });

  it('speaks where the name of a registered program is borrowed, and adds little to a name that speaks for itself', () => {
    assert.equal(weight('Moneybook/3'), 4.5);
    assert.equal(weight('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'), 0.6);
    assert.equal(weight('Moneybook/3', {}), null);
  });
});
