import assert from 'node:assert/strict';
import { evidenceOf } from '../../support/evidence-of.ts';
import { listed, weightFrom } from '../../support/networks.ts';
import { addressIn, personFacts } from '../../support/person-facts.ts';

describe('detector tor-exit', () => {
  it('speaks of an exit that a fresh list names, and stays below REVIEW alone', () => {
    assert.equal(weightFrom('tor-exit', listed('tor')), 2);
    assert.ok(2 - 3.5 < Math.log(0.4 / 0.6));
  });

  it('says less with every ten days by which the list is too old, and nothing in the end', () => {
    assert.equal(weightFrom('tor-exit', listed('tor', { days: 13 })), 1);
    assert.equal(weightFrom('tor-exit', listed('tor', { days: 23 })), 0.5);
    assert.equal(weightFrom('tor-exit', listed('tor', { days: 40 })), undefined);
  });

  it('is silent where the list does not name the address, and where there is no list', () => {
    assert.equal(weightFrom('tor-exit', listed('tor', { is: false })), undefined);
    assert.equal(weightFrom('tor-exit', addressIn('JP')), undefined);
  });

  it('is silent where the address is a proxy’s', () => {
    const facts = personFacts({ address: listed('tor'), addressIsProxy: true });
    assert.equal(evidenceOf('tor-exit', facts), null);
  });
});
