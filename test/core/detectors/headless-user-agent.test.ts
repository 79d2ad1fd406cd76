import assert from 'node:assert/strict';
import { headlessUserAgent } from '../../../server/core/detectors/headless-user-agent.ts';
import { PEOPLE } from '../../support/people.ts';
import { featuresOf, personFacts, withSignals } from '../../support/person-facts.ts';

const HEADLESS = PEOPLE.chromiumOnLinux.userAgent.replace('Chrome/', 'HeadlessChrome/');

describe('detector headless-user-agent', () => {
  it('speaks wherever the name stands: the request, the script, the client hints', () => {
    const inRequest = personFacts({ client: { userAgent: HEADLESS } });
    const inScript = withSignals({ userAgent: HEADLESS });
    const brands = [{ brand: 'HeadlessChrome', version: '156' }];
    const inHints = withSignals({ userAgentData: { brands, mobile: false, platform: 'Linux' } });
    for (const facts of [inRequest, inScript, inHints])
      assert.equal(headlessUserAgent.weigh(featuresOf(facts))?.weight, 6);
  });

  it('speaks without any report, by the request alone', () => {
    const facts = personFacts({
      report: null,
      token: { state: 'none' },
      client: { userAgent: HEADLESS },
    });
    assert.equal(headlessUserAgent.weigh(featuresOf(facts))?.weight, 6);
  });

  it('is silent about every ordinary browser', () => {
    for (const person of Object.values(PEOPLE)) {
      assert.equal(headlessUserAgent.weigh(featuresOf(personFacts({}, person))), null, person.userAgent);
    }
  });
});
