import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { SWIFT_SHADER } from '../../support/measured-signals.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

describe('detector software-renderer', () => {
  it('is held against those alone of the people of the tests', () => {
    assert.deepEqual(heldAgainst('software-renderer'), ['noGpu']);
  });

  it('adds a little for SwiftShader on the Chromium that it was measured on, and nothing alone', () => {
    const said = evidenceOf('software-renderer', withSignals({ graphics: SWIFT_SHADER }, {}, PEOPLE.plainChromium));
    assert.equal(said?.shadow, false);
    assert.ok((said?.weight ?? 9) < 1);
    assert.equal(
      evidenceOf('software-renderer', withSignals({ graphics: SWIFT_SHADER }, {}, PEOPLE.remoteDesktop))?.shadow,
      true,
    );
  });
});
