import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const CHROMIUM_MATH = '0c1033559e5f49';
const FIREFOX_MATH = '1f3d2159eb1e83';

describe('detector engine-foreign-part', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('engine-foreign-part'), []);
  });

  it("speaks of Chromium's calculations and sounds in Firefox, and the other way round", () => {
    const parts = (change: Parameters<typeof withSignals>[0], person: (typeof PEOPLE)[keyof typeof PEOPLE]) =>
      evidenceOf('engine-foreign-part', withSignals(change, {}, person))?.facts['part'];
    assert.equal(parts({ math: CHROMIUM_MATH }, PEOPLE.plainFirefox), 'math');
    assert.equal(parts({ audio: { sample: 124.04347776696522, baseLatency: null } }, PEOPLE.plainFirefox), 'sound');
    assert.equal(parts({ math: FIREFOX_MATH }, PEOPLE.plainChromium), 'math');
    assert.equal(
      parts({ processor: { nanByte: 255, osCpu: 'Linux x86_64', cpuClass: null } }, PEOPLE.plainChromium),
      'osCpu',
    );
    assert.equal(
      parts({ userAgentData: { brands: [], mobile: false, platform: 'Linux' } }, PEOPLE.plainFirefox),
      'client-hints',
    );
  });

  it('is silent about calculations that it has not met, and in shadow where nobody looked', () => {
    assert.equal(
      evidenceOf('engine-foreign-part', withSignals({ math: '00000000000000' }, {}, PEOPLE.plainChromium)),
      null,
    );
    const windows = withSignals({ math: FIREFOX_MATH }, {}, PEOPLE.remoteDesktop);
    assert.equal(evidenceOf('engine-foreign-part', windows)?.shadow, true);
  });
});
