import assert from 'node:assert/strict';
import { webdriver } from '../../../server/core/detectors/webdriver.ts';
import { featuresOf, withSignals } from '../../support/person-facts.ts';

describe('detector webdriver', () => {
  it('speaks when the browser says that it is automated, heavily enough to decide alone', () => {
    const said = webdriver.weigh(featuresOf(withSignals({ webdriver: true })));
    assert.equal(said?.weight, 6.5);
  });

  it('is silent about a person, and where the browser does not say', () => {
    assert.equal(webdriver.weigh(featuresOf()), null);
    assert.equal(webdriver.weigh(featuresOf(withSignals({ webdriver: { missing: 'blocked' } }))), null);
  });
});
