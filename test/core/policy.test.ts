import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import type { Features } from '../../server/core/features/index.ts';
import { judge } from '../../server/core/judge.ts';
import { policySchema } from '../../server/core/policy.ts';
import { readPolicy } from '../../server/read-policy.ts';
import { accessCourt } from '../support/access-court.ts';
import { featuresOf } from '../support/person-facts.ts';

const policy = readPolicy('access');
const rules = JSON.parse(readFileSync('server/policies/access.json', 'utf8')) as Record<string, unknown>;

describe('the default policy', () => {
  it('names only detectors that exist', () => {
    const codes = DETECTORS.map(it => it.code);
    assert.deepEqual(
      Object.keys(policy.integrity).filter(code => !codes.includes(code)),
      [],
    );
  });

  it('lets no single tell of the environment reach NG, and no low one reach REVIEW', () => {
    const alone = (change: Partial<Features>) => judge({ ...featuresOf(), ...change }, accessCourt()).verdict;
    assert.equal(alone({}), 'OK');
    assert.equal(alone({ userAgentAgreement: 'header' }), 'REVIEW');
    assert.equal(alone({ windowGeometry: 'inner-exceeds-outer' }), 'REVIEW');
    assert.equal(alone({ userAgentAgreement: 'header', windowGeometry: 'inner-exceeds-outer' }), 'REVIEW');
    assert.equal(alone({ interactions: 0, submitMs: 0 }), 'OK');
    assert.equal(alone({ timeZoneFitsCountry: false }), 'OK');
    assert.equal(alone({ tokenAgeMs: 80_000_000 }), 'OK');
    assert.equal(alone({ token: 'none' }), 'REVIEW');
    assert.equal(alone({ token: 'unattested' }), 'REVIEW');
    assert.equal(alone({ tokenUse: 'reused' }), 'REVIEW');
  });

  it('asks the strongest step-up before money moves', () => {
    for (const action of ['payee-change', 'transfer', 'withdrawal'] as const) {
      assert.equal(policy.leastGrade[action], 'phishing-resistant');
    }
    assert.equal(policy.leastGrade.login, undefined);
  });

  it('has a revision that changes with any rule', () => {
    assert.match(policy.revision, /^access-[0-9a-f]{12}$/);
  });

  it('is refused where a family lacks its cap, a threshold is no score, or a field is unknown', () => {
    const broken: unknown[] = [
      { ...rules, caps: { integrity: 8 } },
      { ...rules, thresholds: { REVIEW: 40, NG: 120 } },
      { ...rules, surprise: true },
      { ...rules, integrity: { 'token-forged': 'OK' } },
    ];
    assert.equal(policySchema.safeParse(rules).success, true);
    for (const it of broken) assert.equal(policySchema.safeParse(it).success, false);
  });
});
