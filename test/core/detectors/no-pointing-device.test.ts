import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const NO_POINTER = {
  touch: { maxPoints: 0, coarse: false, fine: false, hover: false },
  mediaFeatures: { 'any-pointer': 'none' },
};

describe('detector no-pointing-device', () => {
  it('is held against those alone of the people of the tests', () => {
    assert.deepEqual(heldAgainst('no-pointing-device'), ['~mouseUnplugged']);
  });

  it('speaks of a desktop browser without any pointer, as headless ones are (measured)', () => {
    const said = evidenceOf('no-pointing-device', withSignals(NO_POINTER, {}, PEOPLE.plainChromium));
    assert.equal(said?.shadow, false);
    assert.ok((said?.weight ?? 9) < 2.6, 'not enough for REVIEW');
    assert.equal(evidenceOf('no-pointing-device', withSignals(NO_POINTER, {}, PEOPLE.plainFirefox))?.shadow, false);
  });

  it('counts a second device, and takes what was not asked for unknown', () => {
    const media = { mediaFeatures: { 'any-pointer': 'fine' } };
    assert.equal(
      evidenceOf('no-pointing-device', withSignals({ ...NO_POINTER, ...media }, {}, PEOPLE.plainChromium)),
      null,
    );
    assert.equal(
      evidenceOf('no-pointing-device', withSignals({ touch: { missing: 'failed' } }, {}, PEOPLE.plainChromium)),
      null,
    );
  });
});
