import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const said = (width: number, height: number, display = 'block') =>
  evidenceOf('page-not-laid-out', withSignals({ layout: { width, height, display } }, {}, PEOPLE.plainChromium));

describe('detector page-not-laid-out', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('page-not-laid-out'), []);
  });

  it('speaks of a page that is shown and has no size: read off jsdom and happy-dom', () => {
    assert.equal(said(0, 0)?.shadow, false);
  });

  it('is silent about a page that hides itself, or whose parts are all out of the flow', () => {
    assert.equal(said(0, 0, 'none'), null);
    assert.equal(said(1280, 0), null);
  });
});
