import assert from 'node:assert/strict';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

describe('detector notification-contradiction', () => {
  it('is held against those alone of the people of the tests', () => {
    assert.deepEqual(heldAgainst('notification-contradiction'), ['~samsungPermissions']);
  });

  it('speaks of `denied` beside `default`, as a stealth plugin leaves it', () => {
    const said = evidenceOf(
      'notification-contradiction',
      withSignals({ permissions: { query: 'denied', api: 'default' } }, {}, PEOPLE.plainChromium),
    );
    assert.equal(said?.shadow, false);
  });

  it('is silent about every honest answer', () => {
    for (const permissions of [
      { query: 'granted', api: 'granted' },
      { query: 'denied', api: 'denied' },
      { query: 'prompt', api: 'default' },
      { query: 'prompt', api: null },
    ] as const)
      assert.equal(
        evidenceOf('notification-contradiction', withSignals({ permissions }, {}, PEOPLE.plainChromium)),
        null,
      );
  });
});
