import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CampaignEntry } from '../../../server/core/campaigns/campaign-switch.ts';
import { decide } from '../../../server/core/decide.ts';
import { access } from '../../../server/core/domains/access.ts';
import type { Features } from '../../../server/core/features/index.ts';
import { judge } from '../../../server/core/judge.ts';
import { type Listed, UNLISTED } from '../../../server/core/lists/list-index.ts';
import { isWorse } from '../../../server/core/policy.ts';
import { ACTIONS, type Action } from '../../../shared/wire/judgement.ts';
import { LIST_SUBJECTS, listEntryRequestSchema } from '../../../shared/wire/lists.ts';
import { accessCourt } from '../../support/access-court.ts';
import { arbitraryFeatures } from '../../support/arbitrary-features.ts';
import { addressIn, featuresOf, personFacts } from '../../support/person-facts.ts';

const ALLOW: Partial<Listed> = { allow: { id: 'lst_a', subject: 'account' } };
const NETWORK: Partial<Listed> = { network: { id: 'lst_n', subject: 'cidr' } };
const BLOCK: Partial<Listed> = { block: { id: 'lst_b', subject: 'ip' } };

const SWITCHED = (effect: CampaignEntry['effect']): Partial<Listed> => ({
  campaign: { effect, hit: { id: 'lst_c', subject: 'campaign' } },
});

const OWN: Partial<Features> = { deviceVouched: true };
const STRANGE: Partial<Features> = { deviceVouched: false };
const FORGED: Partial<Features> = { token: 'forged' };
const UNTOLD: Partial<Features> = { deviceVouched: { unknown: 'state-away' } };
/** Of the shape of a campaign, and nothing else. */
const STUFFED: Partial<Features> = {
  campaign: 'cmp_1',
  campaignAccounts1hCount: 800,
  campaignAddresses1hCount: 480,
  campaignFailureExcess: 18,
};
const SCRIPTED: Partial<Features> = { webdriver: true };
const CRAWLER: Partial<Features> = { programProven: 'crawler' };
const AGGREGATOR: Partial<Features> = { programProven: 'aggregator' };

/** DESIGN.md section 4: who is above whom. */
const TABLE: readonly (readonly [lists: Partial<Listed>, Partial<Features>, Action, said: string])[] = [
  [{}, OWN, 'login', 'OK by score'],
  [{}, SCRIPTED, 'login', 'NG by score'],
  // A full allow: above blocks, rules and the score, below integrity and the action's least grade; on the vouched device alone.
  [ALLOW, { ...OWN, ...SCRIPTED }, 'login', 'OK by allow'],
  [ALLOW, { ...OWN, ...CRAWLER }, 'login', 'OK by allow'],
  [{ ...ALLOW, ...BLOCK }, OWN, 'login', 'OK by allow'],
  [ALLOW, { ...OWN, ...FORGED }, 'login', 'NG by integrity'],
  [{ ...ALLOW, ...BLOCK }, { ...OWN, ...FORGED }, 'login', 'NG by integrity'],
  [ALLOW, OWN, 'transfer', 'REVIEW by grade'],
  [ALLOW, { ...STRANGE, ...SCRIPTED }, 'login', 'NG by score'],
  [ALLOW, { deviceVouched: { unknown: 'state-away' }, ...SCRIPTED }, 'login', 'NG by score'],
  [{ ...ALLOW, ...BLOCK }, STRANGE, 'login', 'NG by block'],
  // A block: above rules and the score, also where the action has a least grade.
  [BLOCK, OWN, 'login', 'NG by block'],
  [BLOCK, AGGREGATOR, 'login', 'NG by block'],
  [BLOCK, OWN, 'transfer', 'NG by block'],
  [BLOCK, FORGED, 'login', 'NG by integrity'],
  // An allow on a network: above nothing.
  [{ ...NETWORK, ...BLOCK }, OWN, 'login', 'NG by block'],
  [NETWORK, SCRIPTED, 'login', 'NG by score'],
  [NETWORK, CRAWLER, 'login', 'NG by rule'],
  [NETWORK, FORGED, 'login', 'NG by integrity'],
  [NETWORK, OWN, 'transfer', 'REVIEW by grade'],
  // A campaign's switch: below allows and blocks, above rules and the score; it holds at no device that is vouched for.
  [{}, { ...STRANGE, ...STUFFED }, 'login', 'REVIEW by score'],
  [SWITCHED('allow'), { ...STRANGE, ...STUFFED }, 'login', 'OK by score'],
  [SWITCHED('watch'), { ...STRANGE, ...STUFFED }, 'login', 'OK by score'],
  [SWITCHED('ask'), STRANGE, 'login', 'REVIEW by rule'],
  [SWITCHED('block'), STRANGE, 'login', 'NG by block'],
  [SWITCHED('ask'), OWN, 'login', 'OK by score'],
  [SWITCHED('block'), OWN, 'login', 'OK by score'],
  [SWITCHED('block'), UNTOLD, 'login', 'REVIEW by rule'],
  [SWITCHED('block'), AGGREGATOR, 'login', 'NG by block'],
  [SWITCHED('ask'), SCRIPTED, 'login', 'NG by score'],
  [SWITCHED('allow'), SCRIPTED, 'login', 'NG by score'],
  [{ ...SWITCHED('allow'), ...BLOCK }, OWN, 'login', 'NG by block'],
  [{ ...SWITCHED('block'), ...ALLOW }, OWN, 'login', 'OK by allow'],
  [SWITCHED('block'), { ...STRANGE, ...FORGED }, 'login', 'NG by integrity'],
];

describe('the authority of lists', () => {
  const judged = (lists: Partial<Listed>, change: Partial<Features>, action: Action = 'login') =>
    judge({ ...featuresOf(), ...change }, accessCourt({ action, lists: { ...UNLISTED, ...lists } }));

  for (const [lists, change, action, said] of TABLE) {
    const on = Object.keys(lists).join(' and ') || 'no list';
    it(`says ${said} with ${on}, ${JSON.stringify(change)}, ${action}`, () => {
      const { verdict, decidedBy } = judged(lists, change, action);
      assert.equal(`${verdict} by ${decidedBy}`, said);
    });
  }

  it('cancels by a network what speaks of the network, and nothing else', () => {
    const abroad: Partial<Features> = { torExit: true, hosting: true, webdriver: true };
    const [plain, allowed] = [judged({}, abroad), judged(NETWORK, abroad)];
    const counted = ({ scores, evidence }: typeof plain) =>
      evidence
        .filter(it => !it.shadow)
        .map(it => `${it.code} ${it.family} ${scores[it.hypothesis].counted.get(it) ?? 0}`)
        .filter(it => it.includes(' network '));
    assert.ok(counted(plain).some(it => !it.endsWith(' 0')));
    assert.ok(counted(allowed).length === counted(plain).length && counted(allowed).every(it => it.endsWith(' 0')));
    assert.equal(allowed.scores.bot.logit, plain.scores.bot.logit, 'the browser says what it says');
    assert.deepEqual(
      allowed.listed.map(it => it.code),
      ['list-allow-network'],
    );
  });

  it('shows a campaign that is watched, and one that is switched off not at all', () => {
    const codesOf = (effect: CampaignEntry['effect']): string => {
      const { evidence, listed, scores } = judged(SWITCHED(effect), { ...STRANGE, ...STUFFED });
      const said = evidence.find(it => it.code === 'login-campaign');
      const counted = said === undefined ? 'none' : (scores.takeover.counted.get(said) ?? 0);
      return `${counted} ${listed.map(it => it.code).join()}`;
    };
    assert.equal(codesOf('watch'), '0 list-watch');
    assert.equal(codesOf('allow'), 'none ');
    assert.match(codesOf('ask'), /^[1-9.]+ $/, 'it was asked already');
    assert.match(codesOf('block'), /^[1-9.]+ list-block$/);
  });

  it('never makes a verdict worse by an allow, nor better by a block, whatever is known', () => {
    for (const features of fc.sample(arbitraryFeatures, { numRuns: 1000, seed: 20261122 })) {
      for (const action of ['login', 'transfer'] as const) {
        const { verdict } = judged({}, features, action);
        for (const lists of [ALLOW, NETWORK]) assert.ok(!isWorse(judged(lists, features, action).verdict, verdict));
        assert.equal(judged(BLOCK, features, action).verdict, 'NG');
        const full = judged({ ...ALLOW, ...BLOCK }, { ...features, deviceVouched: false }, action);
        assert.equal(full.verdict, 'NG', 'no allow holds without the vouched device');
      }
    }
  });

  it('holds while the state is away, and answers OK where the site only observes', () => {
    const options = { domain: access, detectorsOff: new Set<string>(), failover: 'REVIEW' } as const;
    const { policy, calibration } = accessCourt();
    const facts = { ...personFacts(), address: addressIn('JP'), remembered: null };
    for (const mode of ['enforce', 'observe'] as const) {
      const lists = { ...UNLISTED, ...BLOCK };
      const { verdict, judged: it, reasons } = decide(facts, { ...options, policy, calibration, mode, lists });
      assert.deepEqual([verdict, it.verdict, it.decidedBy], [mode === 'enforce' ? 'NG' : 'OK', 'NG', 'block']);
      const [first] = reasons;
      assert.deepEqual([first?.code, first?.counted, first?.facts['entry']], ['list-block', 0, 'lst_b']);
    }
  });

  it('takes no allow on a user agent, a recallId or a fingerprint, on a device alone, or on a mail domain', () => {
    assert.ok(LIST_SUBJECTS.every(it => !/agent|recall|fingerprint/.test(it)));
    const said = (change: object): string => {
      const base = { effect: 'allow', subject: 'account', value: 'x', device: 'dev_k1', reason: 'r', author: 'a' };
      const parsed = listEntryRequestSchema.safeParse({ ...base, expiresAt: '2027-01-01T00:00:00Z', ...change });
      return parsed.success ? 'taken' : parsed.error.issues.map(it => `${it.path.join('.')} ${it.message}`).join('; ');
    };
    assert.equal(said({}), 'taken');
    assert.match(said({ device: null }), /device is needed/);
    assert.match(said({ expiresAt: null }), /expiresAt is needed/);
    assert.match(said({ subject: 'device', value: 'dev_k1', device: null }), /must be account/);
    assert.match(said({ subject: 'mail-domain', value: 'a.example', device: null }), /cannot be allowed/);
    const campaign = { subject: 'campaign', value: 'cmp_1x', device: null };
    assert.equal(said({ ...campaign, effect: 'ask' }), 'taken');
    assert.match(said({ ...campaign, effect: 'block', expiresAt: null }), /expiresAt is needed/);
    assert.match(said({ ...campaign, value: 'x' }), /cmp_/);
    assert.match(said({ effect: 'ask', subject: 'ip', value: '192.0.2.1', device: null }), /of a campaign alone/);
    assert.match(said({ subject: 'user-agent', device: null }), /subject/);
    assert.match(said({ subject: 'cidr', value: '0.0.0.0/0', device: null }), /wider than/);
  });

  it('blocks whatever the action', () => {
    assert.deepEqual(new Set(ACTIONS.map(it => judged(BLOCK, OWN, it).decidedBy)), new Set(['block']));
  });
});
