import assert from 'node:assert/strict';
import { activatedUntouched } from '../../../server/core/detectors/activated-untouched.ts';
import { judge } from '../../../server/core/judge.ts';
import { accessCourt } from '../../support/access-court.ts';
import { heldAgainst } from '../../support/evidence-of.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('activated-untouched', () => {
  it('speaks where the page counts as operated and nothing touched it, and of what is not known says nothing', () => {
    const features = featuresOf();
    assert.equal(activatedUntouched.weigh({ ...features, activatedUntouched: true })?.weight, 1.9);
    assert.equal(activatedUntouched.weigh({ ...features, activatedUntouched: false }), null);
    assert.equal(activatedUntouched.weigh({ ...features, activatedUntouched: { unknown: 'failed' } }), null);
  });

  it('asks nobody alone, and a program that also sends the form without a hand', () => {
    const activated = { ...featuresOf(), activatedUntouched: true };
    assert.equal(judge(activated, accessCourt()).verdict, 'OK');
    const sent = judge({ ...activated, interactions: 0 }, accessCourt());
    assert.deepEqual([sent.verdict, sent.botVerdict], ['REVIEW', 'suspect']);
  });

  it('holds nothing against the people of the tests', () => {
    assert.deepEqual(heldAgainst('activated-untouched'), []);
  });
});
