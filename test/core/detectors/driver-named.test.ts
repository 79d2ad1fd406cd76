import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const said = (...drivers: string[]) => {
  const tampering = { first: 0, cycles: [], trapped: false, own: [], drivers };
  return evidenceOf('driver-named', withSignals({ tampering }, {}, PEOPLE.plainChromium));
};

describe('detector driver-named', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('driver-named'), []);
  });

  it('says whose the names are', () => {
    assert.deepEqual(said('cdc_adoQpoasnfa76pfcZLmcfl_Array')?.facts, { driver: 'chromedriver' });
    assert.deepEqual(said('__pwInitScripts')?.facts, { driver: 'playwright' });
    assert.equal(said(), null);
  });

  it('does not decide alone: a page could give such names', () => {
    assert.ok((said('__pwInitScripts')?.weight ?? 9) < 5);
  });
});
