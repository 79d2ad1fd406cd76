import assert from 'node:assert/strict';
import { deviceVouched } from '../../../server/core/detectors/device-vouched.ts';
import { judge } from '../../../server/core/judge.ts';
import { accessCourt } from '../../support/access-court.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('device-vouched', () => {
  it('speaks against a takeover where the key was vouched for, and says nothing otherwise', () => {
    assert.equal(deviceVouched.weigh({ ...featuresOf(), deviceVouched: true })?.weight, -2);
    for (const it of [false, { unknown: 'not-sent' }] as const) {
      assert.equal(deviceVouched.weigh({ ...featuresOf(), deviceVouched: it }), null);
    }
  });

  it('lowers takeover alone: a program in the owner’s browser is a program still', () => {
    const features = { ...featuresOf(), webdriver: true };
    const without = judge(features, accessCourt());
    const vouched = judge({ ...features, deviceVouched: true }, accessCourt());
    assert.equal(vouched.scores.bot.logit, without.scores.bot.logit);
    assert.ok(vouched.scores.takeover.logit < without.scores.takeover.logit);
    assert.equal(vouched.verdict, without.verdict);
  });

  it('outweighs neither fraud on the device nor what stands above the score', () => {
    for (const worse of [{ deviceStatus: 'fraudulent' }, { token: 'forged' }] as const) {
      const features = { ...featuresOf(), ...worse, deviceVouched: true };
      const cap = accessCourt().policy.caps.device;
      assert.ok(judge(features, accessCourt()).scores.takeover.logit <= cap);
      if ('token' in worse) assert.equal(judge(features, accessCourt()).verdict, 'NG');
    }
  });
});
