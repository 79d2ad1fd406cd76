import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { SWIFT_SHADER } from '../../support/measured-signals.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';
import type { Person } from '../../support/person-parts.ts';

describe('detector renderer-other-system', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('renderer-other-system'), []);
  });

  it("speaks of Direct3D under Linux and of a Mac's renderer under Windows", () => {
    const drawn = (renderer: string, person: Person) =>
      evidenceOf('renderer-other-system', withSignals({ graphics: { ...SWIFT_SHADER, renderer } }, {}, person));
    assert.notEqual(drawn('ANGLE (Intel, Intel(R) UHD Graphics Direct3D11 vs_5_0 ps_5_0)', PEOPLE.plainChromium), null);
    // What puppeteer's stealth plugin answers unless it is told otherwise.
    assert.notEqual(drawn('Intel Iris OpenGL Engine', PEOPLE.remoteDesktop), null);
    assert.notEqual(drawn('llvmpipe, or similar', PEOPLE.chromeOnMac), null);
    assert.equal(drawn('a name that a privacy browser made up', PEOPLE.plainChromium), null);
  });
});
