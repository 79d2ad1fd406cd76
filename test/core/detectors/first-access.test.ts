import assert from 'node:assert/strict';
import { firstAccess } from '../../../server/core/detectors/first-access.ts';
import { featuresOf, personFacts, remembering } from '../../support/person-facts.ts';

const weight = (logins: number) =>
  firstAccess.weigh(featuresOf(personFacts({ remembered: remembering({ logins }) })))?.weight;

describe('detector first-access', () => {
  it('tells of a first access, and counts nothing for it', () => {
    assert.equal(weight(0), 0);
  });

  it('is silent once the account has logged in, where none is named, and while the state is away', () => {
    assert.equal(weight(1), undefined);
    assert.equal(firstAccess.weigh(featuresOf(personFacts({ accountNamed: false }))), null);
    assert.equal(firstAccess.weigh(featuresOf(personFacts({ remembered: null }))), null);
  });
});
