import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const said = (width: number, styles: number, person = PEOPLE.plainChromium) =>
  evidenceOf('page-not-laid-out', withSignals({ layout: { width, styles } }, {}, person));

describe('detector page-not-laid-out', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('page-not-laid-out'), []);
  });

  it('speaks of a root without a size and without properties: read off happy-dom 21', () => {
    assert.equal(said(0, 9)?.shadow, false);
  });

  it('is silent about a page that is hidden, and about an engine with few properties', () => {
    assert.equal(said(0, 383), null);
    assert.equal(said(1280, 60), null);
  });
});
