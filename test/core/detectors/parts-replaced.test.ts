import assert from 'node:assert/strict';
import type { Signals } from '../../../shared/wire/signals.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const parts = (change: Partial<Signals['tampering']>) => {
  const tampering = { first: 0, cycles: [], trapped: false, own: [], drivers: [], ...change };
  return evidenceOf('parts-replaced', withSignals({ tampering }, {}, PEOPLE.plainChromium))?.facts['parts'];
};

describe('detector parts-replaced', () => {
  it('is held against people whose extensions do so', () => {
    assert.deepEqual(heldAgainst('parts-replaced'), ['privacyExtension', 'ownUserAgentByExtension']);
  });

  it('says how', () => {
    assert.equal(parts({ cycles: ['Permissions.query'] }), 'proxies');
    assert.equal(parts({ trapped: true }), 'proxies');
    assert.equal(parts({ own: ['navigator.webdriver'] }), 'own');
    assert.equal(parts({ trapped: true, own: ['iframe.srcdoc', 'document.createElement'] }), 'proxies and own');
    assert.equal(parts({}), undefined);
  });

  it('does not speak of what a page does to its own document', () => {
    assert.equal(parts({ own: ['document.createElement', 'document.cookie'] }), undefined);
  });
});
