import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

describe('detector scope-contradiction', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('scope-contradiction'), []);
  });

  it('speaks of a page that names another system than its worker, wherever it pretends to be', () => {
    // DevTools' protocol, Emulation.setUserAgentOverride with all of its fields: measured on Chromium 156.
    const said = evidenceOf(
      'scope-contradiction',
      withSignals({ workerScope: { platform: 'Linux x86_64' } }, {}, PEOPLE.remoteDesktop),
    );
    assert.deepEqual(said?.facts, { differs: 'worker platform' });
    assert.equal(said?.shadow, false);
    const languages = evidenceOf(
      'scope-contradiction',
      withSignals({ frameScope: { languages: 'de' } }, {}, PEOPLE.plainChromium),
    );
    assert.deepEqual(languages?.facts, { differs: 'frame languages' });
  });

  it('leaves out what privacy browsers make up, and the names that phones keep under a desktop page', () => {
    const made = { workerScope: { cores: '7', memory: '4' } };
    assert.equal(evidenceOf('scope-contradiction', withSignals(made, {}, PEOPLE.plainChromium)), null);
    const phone = withSignals({ workerScope: { platform: 'Linux armv8l' } }, {}, PEOPLE.androidDesktopPage);
    assert.equal(evidenceOf('scope-contradiction', phone), null);
    const elsewhere = withSignals({ workerScope: { timeZone: 'UTC' } }, {}, PEOPLE.androidDesktopPage);
    assert.notEqual(evidenceOf('scope-contradiction', elsewhere), null);
  });
});
