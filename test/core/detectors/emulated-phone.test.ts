import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { SWIFT_SHADER } from '../../support/measured-signals.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const PHONE = PEOPLE.chromeOnAndroid;
const HINTS = { bitness: '64', model: '', platformVersion: '14', wow64: false, versions: [] };

describe('detector emulated-phone', () => {
  it('is held against those alone of the people of the tests', () => {
    assert.deepEqual(heldAgainst('emulated-phone'), ['eReader']);
  });

  it('speaks louder the more of a computer there is, as in an emulated Pixel 7 (measured)', () => {
    const doubts = [
      { touch: { maxPoints: 1, coarse: true, fine: false, hover: false } },
      { userAgentHints: { ...HINTS, formFactors: ['Desktop'], architecture: 'arm' } },
      { processor: { nanByte: 255, osCpu: null, cpuClass: null } },
      { graphics: SWIFT_SHADER },
    ];
    const weights = doubts.map((_, n) => {
      const all = Object.assign({}, ...doubts.slice(0, n + 1));
      return evidenceOf('emulated-phone', withSignals(all, {}, PHONE))?.weight;
    });
    assert.deepEqual(weights, [1.2, 2.6, 3, 3]);
  });

  it('speaks of an iPhone with an x86 processor', () => {
    const processor = { nanByte: 255, osCpu: null, cpuClass: null };
    const said = evidenceOf('emulated-phone', withSignals({ processor }, {}, PEOPLE.safariOnIphone));
    assert.deepEqual(said?.facts, { doubts: 'processor' });
  });
});
