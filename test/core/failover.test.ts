import assert from 'node:assert/strict';
import { UNCALIBRATED } from '../../server/core/calibration.ts';
import { decide } from '../../server/core/decide.ts';
import { access } from '../../server/core/domains/access.ts';
import { failoverProblems, failoverVerdict, GUARDED_ACTIONS } from '../../server/core/failover.ts';
import { UNLISTED } from '../../server/core/lists/list-index.ts';
import { readPolicy } from '../../server/read-policy.ts';
import type { Mode, Verdict } from '../../shared/wire/judgement.ts';
import { personFacts } from '../support/person-facts.ts';

const policy = readPolicy('access');

function withoutState(failover: Verdict, { mode = 'enforce' as Mode, forged = false } = {}) {
  const token = { state: forged ? ('forged' as const) : ('unread' as const) };
  const facts = personFacts({ remembered: null, report: null, token });
  return decide(facts, {
    domain: access,
    policy,
    detectorsOff: new Set(),
    calibration: UNCALIBRATED,
    mode,
    failover,
    lists: UNLISTED,
  });
}

describe('failover', () => {
  it("takes the site's word over the policy's, and REVIEW where nobody said", () => {
    assert.equal(failoverVerdict('login', { login: 'OK' }, { login: 'NG' }), 'OK');
    assert.equal(failoverVerdict('login', {}, { login: 'NG' }), 'NG');
    assert.equal(failoverVerdict('sign-up', {}, {}), 'REVIEW');
  });

  it('never lets a guarded action pass, whoever says so', () => {
    for (const action of GUARDED_ACTIONS) {
      assert.equal(failoverVerdict(action, { [action]: 'OK' }, {}), 'REVIEW', action);
      assert.equal(failoverVerdict(action, {}, { [action]: 'OK' }), 'REVIEW', action);
      assert.equal(failoverProblems({ [action]: 'OK' }).length, 1, action);
    }
    assert.deepEqual(failoverProblems({ login: 'OK', transfer: 'NG' }), []);
  });

  it('decides where the question itself shows nothing worse', () => {
    const { judged, verdict } = withoutState('REVIEW');
    assert.equal(verdict, 'REVIEW');
    assert.equal(judged.decidedBy, 'failover');
    assert.equal(judged.stepUp, policy.reviewGrade);
    assert.equal(withoutState('OK').verdict, 'OK');
  });

  it('does not turn a forged token into anything better', () => {
    const { judged, verdict } = withoutState('OK', { forged: true });
    assert.equal(verdict, 'NG');
    assert.equal(judged.decidedBy, 'integrity');
  });

  it('holds the state being away against nobody: no reason speaks of it', () => {
    assert.deepEqual(
      withoutState('OK').reasons.map(it => it.code),
      [],
    );
  });

  it('refuses nobody in observe mode, and says what it would have been', () => {
    const { judged, verdict } = withoutState('NG', { mode: 'observe' });
    assert.equal(verdict, 'OK');
    assert.equal(judged.verdict, 'NG');
  });
});
