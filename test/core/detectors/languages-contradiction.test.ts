import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import type { Signals } from '../../../shared/wire/signals.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

describe('detector languages-contradiction', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('languages-contradiction'), []);
  });

  const said = (languages: Signals['languages'], headers: Facts['headers'] = null) =>
    evidenceOf('languages-contradiction', withSignals({ languages }, { headers }, PEOPLE.plainChromium))?.facts[
      'differs'
    ];

  it('speaks of an empty list, another first language, and another language in the request', () => {
    assert.equal(said({ language: 'en-US', languages: [] }), 'empty');
    assert.equal(said({ language: 'en-US', languages: ['de', 'en-US'] }), 'first');
    assert.equal(said({ language: 'ja', languages: ['ja'] }, [['accept-language', 'en-US,en;q=0.9']]), 'request');
  });

  it('takes a region, a weight, a star and another way of writing for no difference', () => {
    for (const sent of ['ja', 'ja-JP;q=0.9', 'JA', '*', '', ' ja , en'])
      assert.equal(said({ language: 'ja-JP', languages: ['ja-JP'] }, [['Accept-Language', sent]]), undefined, sent);
  });
});
