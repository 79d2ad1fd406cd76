import assert from 'node:assert/strict';
import { strangersFailing } from '../../../server/core/detectors/strangers-failing.ts';
import { featuresOf } from '../../support/person-facts.ts';

const said = (stranger: boolean, strangersFailureExcess: number) =>
  strangersFailing.weigh({ ...featuresOf(), stranger, strangersFailed24hCount: 120, strangersFailureExcess });

describe('detector strangers-failing', () => {
  it('speaks of a stranger while strangers fail', () => {
    assert.deepEqual(said(true, 10.5), { weight: 1.2, facts: { accounts: 120, excess: 10.5 } });
  });

  it('is silent of who shows a device or a network of the account’s, and while they do not', () => {
    assert.equal(said(false, 10.5), null);
    assert.equal(said(true, 1), null);
    assert.equal(strangersFailing.weigh({ ...featuresOf(), strangersFailureExcess: 10.5 }), null);
  });
});
