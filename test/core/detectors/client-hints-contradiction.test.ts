import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { personFacts, withSignals } from '../../support/person-facts.ts';

describe('detector client-hints-contradiction', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('client-hints-contradiction'), []);
  });

  const differs = (facts: Facts) => evidenceOf('client-hints-contradiction', facts)?.facts['differs'];

  it("speaks of lists of two browsers, as puppeteer's stealth plugin leaves them", () => {
    const brands = [
      { brand: ' Not A;Brand', version: '99' },
      { brand: 'Google Chrome', version: '156' },
      { brand: 'Chromium', version: '156' },
    ];
    const hints = { brands, mobile: false, platform: 'Linux' };
    assert.equal(differs(withSignals({ userAgentData: hints }, {}, PEOPLE.plainChromium)), 'versions');
  });

  it('speaks of a request that names another system, and of a phone by one name alone', () => {
    const request = personFacts({ headers: [['sec-ch-ua-platform', '"Windows"']] }, PEOPLE.plainChromium);
    assert.equal(differs(request), 'request');
    const mobile = withSignals({ userAgent: PEOPLE.eReader.userAgent }, {}, PEOPLE.plainChromium);
    assert.equal(differs(mobile), 'mobile');
    assert.ok((evidenceOf('client-hints-contradiction', mobile)?.weight ?? 9) < 2.6, 'not enough for REVIEW');
  });

  it('takes kin for one system: a phone that asks for the desktop page', () => {
    const phone = personFacts({ headers: [['Sec-CH-UA-Platform', '"Linux"']] }, PEOPLE.androidDesktopPage);
    assert.equal(differs(phone), undefined);
  });
});
