import assert from 'node:assert/strict';
import { tokenOtherSite } from '../../../server/core/detectors/token-other-site.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const STATES = ['none', 'unattested', 'forged', 'other-site', 'expired', 'report-gone'] as const;
const weight = (state: (typeof STATES)[number]) =>
  tokenOtherSite.weigh(featuresOf(personFacts({ token: { state } })))?.weight;

describe('detector token-other-site', () => {
  it('speaks of a token that is other-site, and of no other', () => {
    assert.deepEqual(
      STATES.filter(state => weight(state) !== undefined),
      ['other-site'],
    );
    assert.equal(weight('other-site'), 7);
    assert.equal(tokenOtherSite.weigh(featuresOf()), null);
  });
});
