import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';
import { CHROMIUM, GECKO } from '../../support/person-parts.ts';

describe('detector engine-constants-mixed', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('engine-constants-mixed'), []);
  });

  it('speaks of constants that stand in no browser together', () => {
    for (const change of [
      { vendor: 'Apple Computer, Inc.' },
      { productSub: '20100101' },
      { gestureEvent: true },
      { mozAppearance: true },
      { evalLength: 37 },
    ]) {
      const facts = withSignals({ engine: { ...CHROMIUM, ...change } }, {}, PEOPLE.plainChromium);
      assert.notEqual(evidenceOf('engine-constants-mixed', facts), null, JSON.stringify(change));
    }
    const fox = withSignals({ engine: { ...GECKO, vendor: 'Google Inc.' } }, {}, PEOPLE.plainFirefox);
    assert.notEqual(evidenceOf('engine-constants-mixed', fox), null);
  });

  it('is silent about an engine that it does not know', () => {
    const engine = { ...GECKO, evalLength: 41, mozAppearance: false, productSub: '', vendor: 'Ladybird' };
    assert.equal(evidenceOf('engine-constants-mixed', withSignals({ engine }, {}, PEOPLE.plainFirefox)), null);
  });
});
