import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const EMPTY = {
  architecture: '',
  bitness: '',
  model: '',
  platformVersion: '',
  wow64: false,
  formFactors: [],
  versions: [],
};

describe('detector client-hints-emptied', () => {
  it('is held against those alone of the people of the tests', () => {
    assert.deepEqual(heldAgainst('client-hints-emptied'), ['~webView']);
  });

  it('speaks of hints that a user agent from outside left empty: both ways were measured', () => {
    // --user-agent: the versions alone. Emulation.setUserAgentOverride without metadata: the brands too.
    const versions = withSignals({ userAgentHints: EMPTY }, {}, PEOPLE.plainChromium);
    const brands = withSignals(
      { userAgentData: { brands: [], mobile: false, platform: '' } },
      {},
      PEOPLE.plainChromium,
    );
    for (const facts of [versions, brands]) assert.equal(evidenceOf('client-hints-emptied', facts)?.shadow, false);
  });

  it('is silent where the hints are not known', () => {
    const none = withSignals({ userAgentHints: { missing: 'blocked' } }, {}, PEOPLE.plainChromium);
    assert.equal(evidenceOf('client-hints-emptied', none), null);
  });
});
