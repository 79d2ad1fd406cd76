import assert from 'node:assert/strict';
import { handReplayed } from '../../../server/core/detectors/hand-replayed.ts';
import { readHandVisitor } from '../../../server/core/hands/hand-visitors.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const shownBy = (...members: string[]) =>
  featuresOf(personFacts({ hand: { own: { account: 'me', browser: 'mine' }, shownBy: members.map(readHandVisitor) } }));

describe('detector hand-replayed', () => {
  it('moves no verdict by one stranger of the same hand', () => {
    assert.deepEqual(handReplayed.weigh(shownBy('x there')), { weight: 1, facts: { others: 1 } });
  });

  it('asks from the second on, and no more than that', () => {
    assert.deepEqual(handReplayed.weigh(shownBy('x there', 'y elsewhere')), { weight: 2.8, facts: { others: 2 } });
    const six = shownBy('a 1', 'b 2', 'c 3', 'd 4', 'e 5', 'f 6');
    assert.deepEqual(handReplayed.weigh(six), { weight: 2.8, facts: { others: 6 } });
  });

  it('is silent of the person’s own visits, of too little movement, and while the state is away', () => {
    assert.equal(handReplayed.weigh(shownBy('me mine', 'me phone')), null);
    assert.equal(handReplayed.weigh(featuresOf()), null);
    const away = personFacts({ hand: null, remembered: null });
    assert.equal(handReplayed.weigh(featuresOf(away)), null);
  });
});
