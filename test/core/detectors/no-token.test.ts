import assert from 'node:assert/strict';
import { noToken } from '../../../server/core/detectors/no-token.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

describe('detector no-token', () => {
  it('speaks when a token is expected and none, an expired one or one without its report comes', () => {
    for (const state of ['none', 'expired', 'report-gone'] as const) {
      const said = noToken.weigh(featuresOf(personFacts({ token: { state }, report: null, summary: null })));
      assert.deepEqual(said, { weight: 3.2, facts: { token: state } });
    }
  });

  it('is silent where no token is expected: an app, or a site whose agent is off', () => {
    const facts = personFacts({ token: { state: 'none' }, tokenExpected: false, report: null, summary: null });
    assert.equal(noToken.weigh(featuresOf(facts)), null);
  });

  it('is silent about a genuine token', () => {
    assert.equal(noToken.weigh(featuresOf()), null);
  });
});
