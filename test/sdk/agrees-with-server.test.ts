import assert from 'node:assert/strict';
import { DEADLINE_MS } from '../../sdk/node/create-sekisho.ts';
import { failover, failoverProblems } from '../../sdk/node/failover.ts';
import { customerText } from '../../sdk/node/index.ts';
import { failoverVerdict, GUARDED_ACTIONS, failoverProblems as serverProblems } from '../../server/core/failover.ts';
import { CUSTOMER_WORDS } from '../../server/core/reason-words.ts';
import { RETRY_AFTER_S } from '../../server/middleware/retry-after.ts';
import { readPolicy } from '../../server/read-policy.ts';
import { ACTIONS, VERDICTS } from '../../shared/wire/judgement.ts';

/** The client has copies of its own: it is installed alone. Where they differ, the same outage is answered in two ways. */
describe('sdk: what it has in common with the server', () => {
  it('guards the same actions, and lets the same verdicts be chosen for each', () => {
    for (const action of ACTIONS) {
      for (const verdict of VERDICTS) {
        const [here, there] = [failoverProblems({ [action]: verdict }), serverProblems({ [action]: verdict })];
        assert.equal(here.length, there.length, `${action}: ${verdict}`);
      }
      assert.equal(failoverProblems({ [action]: 'OK' }).length > 0, GUARDED_ACTIONS.includes(action), action);
    }
  });

  it('answers by default as the server does where no site says otherwise', () => {
    const stand = failover({});
    const { failover: policy } = readPolicy('access');
    for (const action of ACTIONS) {
      assert.equal(stand(action, 'timed-out', 1).verdict, failoverVerdict(action, {}, policy), action);
      assert.equal(failoverVerdict(action, {}, {}), 'REVIEW', `${action}, by a policy that names nothing`);
    }
  });

  it('takes the site’s own word as the server does', () => {
    for (const action of ACTIONS) {
      for (const verdict of VERDICTS.filter(it => failoverProblems({ [action]: it }).length === 0)) {
        const here = failover({ [action]: verdict })(action, 'timed-out', 1).verdict;
        assert.equal(here, failoverVerdict(action, { [action]: verdict }, readPolicy('access').failover));
      }
    }
  });

  it('falls over by its default deadline rather than wait for a server that is busy', () => {
    assert.ok(RETRY_AFTER_S.busy * 1000 >= DEADLINE_MS);
  });

  it('says to customers what the server says', () => {
    for (const verdict of ['REVIEW', 'NG'] as const) {
      for (const language of ['ja', 'en'] as const) {
        assert.equal(customerText(verdict, language), CUSTOMER_WORDS[verdict][language]);
      }
    }
  });
});
