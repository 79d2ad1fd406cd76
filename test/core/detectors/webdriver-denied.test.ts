import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

describe('detector webdriver-denied', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('webdriver-denied'), []);
  });

  it('speaks when a frame or a worker admits what the page denies, heavily enough to decide alone', () => {
    for (const scope of ['frameScope', 'workerScope'] as const) {
      const said = evidenceOf(
        'webdriver-denied',
        withSignals({ [scope]: { webdriver: 'true' } }, {}, PEOPLE.plainChromium),
      );
      assert.equal(said?.weight, 6);
    }
    assert.equal(
      evidenceOf('webdriver-denied', withSignals({ frameScope: { webdriver: 'false' } }, {}, PEOPLE.plainChromium)),
      null,
    );
  });

  it('is silent where neither was looked at', () => {
    const blocked = { missing: 'blocked' } as const;
    assert.equal(
      evidenceOf(
        'webdriver-denied',
        withSignals({ frameScope: blocked, workerScope: blocked }, {}, PEOPLE.plainChromium),
      ),
      null,
    );
  });
});
