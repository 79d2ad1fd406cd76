import assert from 'node:assert/strict';
import { tokenUnattested } from '../../../server/core/detectors/token-unattested.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

describe('detector token-unattested', () => {
  it('weighs as much as no token, whatever the report claims', () => {
    const facts = personFacts({ token: { state: 'unattested' } });
    assert.equal(tokenUnattested.weigh(featuresOf(facts))?.weight, 3.2);
  });

  it('is silent about a genuine token', () => {
    assert.equal(tokenUnattested.weigh(featuresOf()), null);
  });
});
