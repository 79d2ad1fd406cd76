import assert from 'node:assert/strict';
import { payeeHesitant } from '../../../server/core/detectors/payee-hesitant.ts';
import type { Facts } from '../../../server/core/facts.ts';
import { evidenceOf } from '../../support/evidence-of.ts';
import { featuresOf, personFacts, remembering } from '../../support/person-facts.ts';

const seen = (change: Parameters<typeof payeeHesitant.weigh>[0]) => payeeHesitant.weigh(change)?.weight;
const at = (payeeKnown: boolean, pastes: number, submitMs: number) =>
  seen({ ...featuresOf(), payeeKnown, pastes, submitMs });

describe('detector payee-hesitant', () => {
  it('takes half a step for a pasted number and half for minutes over the form', () => {
    assert.equal(at(false, 1, 40_000), 0.5);
    assert.equal(at(false, 0, 240_000), 0.5);
    assert.equal(at(false, 1, 240_000), 1);
    assert.equal(at(false, 0, 90_000), undefined);
  });

  it('is silent on who was paid before', () => {
    assert.equal(at(true, 1, 240_000), undefined);
  });

  it('knows those that the account has paid, and nothing where none is named', () => {
    const { account, ...others } = remembering();
    const remembered = {
      ...others,
      account: account && { ...account, lists: { ...account.lists, payees: ['p1 scr'] } },
    };
    const paying = (payee: string | null, change: Partial<Facts> = {}) =>
      featuresOf(personFacts({ payee, remembered, ...change })).payeeKnown;
    assert.deepEqual([paying('p1'), paying('p2')], [true, false]);
    assert.deepEqual(paying(null), { unknown: 'not-said' });
    assert.deepEqual(paying('p1', { remembered: null }), { unknown: 'state-away' });
    assert.equal(evidenceOf('payee-hesitant', personFacts()), null, 'a login pays nobody');
  });
});
