import assert from 'node:assert/strict';
import { firstAccess } from '../../../server/core/detectors/first-access.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const weight = (undisputedLogins: number) =>
  firstAccess.weigh(featuresOf(personFacts({ account: { undisputedLogins } })))?.weight;

describe('detector first-access', () => {
  it('tells of a first access, and counts nothing for it', () => {
    assert.equal(weight(0), 0);
  });

  it('is silent once the account has logged in, and where no account is named', () => {
    assert.equal(weight(1), undefined);
    assert.equal(firstAccess.weigh(featuresOf(personFacts({ account: null }))), null);
  });
});
