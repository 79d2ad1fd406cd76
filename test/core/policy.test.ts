import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import type { Features } from '../../server/core/features/index.ts';
import { judge } from '../../server/core/judge.ts';
import { policySchema } from '../../server/core/policy.ts';
import { readPolicy } from '../../server/read-policy.ts';
import type { Action } from '../../shared/wire/judgement.ts';
import { accessCourt } from '../support/access-court.ts';
import { featuresOf } from '../support/person-facts.ts';

const policy = readPolicy('access');
const rules = JSON.parse(readFileSync('server/policies/access.json', 'utf8')) as Record<string, unknown>;

describe('the default policy', () => {
  it('names only detectors that exist', () => {
    const codes = DETECTORS.map(it => it.code);
    assert.deepEqual(
      [policy.integrity, policy.reasonGrades].flatMap(Object.keys).filter(code => !codes.includes(code)),
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

  it('asks sooner whether it is the owner where an account is emptied or handed over', () => {
    const doubt: Partial<Features> = { habitAddress: 2, habitCountry: 'settled', deviceKeyAbsent: true };
    const asked = (action: Action) => judge({ ...featuresOf(), ...doubt }, accessCourt({ action }));
    const [login, change] = [asked('login'), asked('phone-change')];
    assert.equal(`${login.verdict} ${login.score} ${change.verdict} ${change.score}`, 'OK 38 REVIEW 38');
    assert.equal(
      judge({ ...featuresOf(), interactions: 0, submitMs: 0 }, accessCourt({ action: 'phone-change' })).verdict,
      'OK',
    );
  });

  it('asks for what no relay passes on where something speaks of a relay', () => {
    const asked = (change: Partial<Features>) => judge({ ...featuresOf(), ...change }, accessCourt()).stepUp;
    const newDevice = { habitNewDevice: 3.29 } as const;
    assert.equal(asked(newDevice), 'strong-possession');
    assert.equal(asked({ ...newDevice, hosting: true, networkKindTrust: 1, addressSharedBy: 0 }), 'phishing-resistant');
    assert.equal(asked({ hosting: true, networkKindTrust: 1, addressSharedBy: 0 }), null, 'it asks nobody by itself');
  });

  it('has a revision that changes with any rule', () => {
    assert.match(policy.revision, /^access-[0-9a-f]{12}$/);
  });

  it('is refused where a family lacks its cap, a threshold is no score, or a field is unknown', () => {
    const broken: unknown[] = [
      { ...rules, caps: { integrity: 8 } },
      { ...rules, thresholds: { ...policy.thresholds, bot: { default: { REVIEW: 40, NG: 120 } } } },
      { ...rules, surprise: true },
      { ...rules, integrity: { 'token-forged': 'OK' } },
    ];
    assert.equal(policySchema.safeParse(rules).success, true);
    for (const it of broken) assert.equal(policySchema.safeParse(it).success, false);
  });
});
