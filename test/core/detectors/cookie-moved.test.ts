import assert from 'node:assert/strict';
import { cookieMoved } from '../../../server/core/detectors/cookie-moved.ts';
import type { Features } from '../../../server/core/features/index.ts';
import { featuresOf } from '../../support/person-facts.ts';

const COPIED: Partial<Features> = { deviceKeyAbsent: true, habitProvider: 'never', networkKind: 'consumer' };
const weighed = (change: Partial<Features> = {}) =>
  cookieMoved.weigh({ ...featuresOf(), ...COPIED, ...change })?.weight;

describe('detector cookie-moved', () => {
  it('speaks of a cookie without its key, from a provider that the account was never used from', () => {
    assert.equal(weighed(), 1.5);
    assert.equal(weighed({ networkKind: 'vpn' }), 1.5);
  });

  it('is silent at home, with the key, on phones and relays, and where habits are not known', () => {
    assert.equal(weighed({ habitProvider: 'settled' }), undefined);
    assert.equal(weighed({ habitProvider: 'probation' }), undefined);
    assert.equal(weighed({ deviceKeyAbsent: false }), undefined);
    assert.equal(weighed({ networkKind: 'mobile' }), undefined);
    assert.equal(weighed({ networkKind: 'relay' }), undefined);
    assert.equal(weighed({ habitProvider: { unknown: 'not-applicable' } }), undefined);
    assert.equal(weighed({ networkKind: { unknown: 'not-said' } }), undefined);
  });
});
