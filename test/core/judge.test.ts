import assert from 'node:assert/strict';
import fc from 'fast-check';
import { counterfactual } from '../../server/core/counterfactual.ts';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import { explain } from '../../server/core/explain.ts';
import { FEATURE_NAMES, FEATURES, type Features } from '../../server/core/features/index.ts';
import { judge } from '../../server/core/judge.ts';
import { isWorse } from '../../server/core/policy.ts';
import { ACTIONS, HYPOTHESES } from '../../shared/wire/judgement.ts';
import { accessCourt } from '../support/access-court.ts';
import { arbitraryFeatures } from '../support/arbitrary-features.ts';

const action = fc.constantFrom(...ACTIONS);
const RUNS = { numRuns: 2000 };

/** Properties over all that features can be; fast-check prints the seed of a failure. */
describe('judge', () => {
  it('gives weights that add up: prior and what was counted are the logit, to the hundredth', () => {
    const property = fc.property(arbitraryFeatures, action, (features, action) => {
      const judged = judge(features, accessCourt({ action }));
      for (const hypothesis of HYPOTHESES) {
        const { prior, logit } = judged.scores[hypothesis];
        const reasons = explain(judged, judged.verdict).filter(it => it.hypothesis === hypothesis);
        const sum = reasons.reduce((total, it) => total + Math.round(it.counted * 100), Math.round(prior * 100));
        assert.equal(sum, Math.round(logit * 100));
      }
    });
    fc.assert(property, RUNS);
  });

  it('holds each family to its cap', () => {
    const { policy } = accessCourt();
    const property = fc.property(arbitraryFeatures, features => {
      const { scores } = judge(features, accessCourt());
      for (const hypothesis of HYPOTHESES) {
        const families = Map.groupBy(scores[hypothesis].counted, ([it]) => it.family);
        for (const [family, members] of families) {
          const sum = members.reduce((total, [, counted]) => total + Math.round(counted * 100), 0);
          assert.ok(Math.abs(sum) <= Math.round(policy.caps[family] * 100), family);
        }
      }
    });
    fc.assert(property, RUNS);
  });

  it('gives the same answer in any order of detectors', () => {
    const order = fc.shuffledSubarray([...DETECTORS], { minLength: DETECTORS.length });
    const property = fc.property(arbitraryFeatures, order, (features, detectors) => {
      const shuffled = judge(features, accessCourt({ detectors }));
      const straight = judge(features, accessCourt());
      assert.deepEqual(explain(shuffled, shuffled.verdict), explain(straight, straight.verdict));
      assert.equal(shuffled.verdict, straight.verdict);
      assert.equal(shuffled.decidedBy, straight.decidedBy);
    });
    fc.assert(property, RUNS);
  });

  it('has a counterfactual that, applied, flips the verdict', () => {
    let flipped = 0;
    const property = fc.property(arbitraryFeatures, action, (features, action) => {
      const court = accessCourt({ action });
      const judged = judge(features, court);
      const other = counterfactual(features, judged, court);
      if (other === null) return;
      const changes = Object.fromEntries(other.change.map(({ feature, to }) => [feature, to]));
      const applied = { ...features, ...changes } as Features;
      assert.equal(judge(applied, court).verdict, other.verdict);
      assert.ok(isWorse(judged.verdict, other.verdict));
      // No change of it is needless.
      for (const { feature } of other.change) {
        const fewer = { ...applied, [feature]: features[feature] };
        assert.ok(!isWorse(judged.verdict, judge(fewer, court).verdict), feature);
      }
      flipped++;
    });
    fc.assert(property, RUNS);
    assert.ok(flipped > 500, `only ${flipped} counterfactuals were tried`);
  });

  it('has a counterfactual for every login that is not OK', () => {
    const property = fc.property(arbitraryFeatures, features => {
      const court = accessCourt();
      const judged = judge(features, court);
      assert.equal(counterfactual(features, judged, court) === null, judged.verdict === 'OK');
    });
    fc.assert(property, RUNS);
  });

  it('never lowers a risk for what a browser claims: looking human buys nothing', () => {
    const claimed = FEATURE_NAMES.filter(name => FEATURES[name].provenance === 'claimed');
    const silence = Object.fromEntries(claimed.map(name => [name, { unknown: 'not-sent' }]));
    const property = fc.property(arbitraryFeatures, features => {
      const said = judge(features, accessCourt());
      const silent = judge({ ...features, ...silence } as Features, accessCourt());
      for (const hypothesis of HYPOTHESES) assert.ok(said.scores[hypothesis].logit >= silent.scores[hypothesis].logit);
      for (const it of said.evidence) assert.ok(it.provenance !== 'claimed' || it.weight >= 0, it.code);
    });
    fc.assert(property, RUNS);
  });

  it('never judges one hypothesis by evidence of the other', () => {
    const property = fc.property(arbitraryFeatures, features => {
      const both = judge(features, accessCourt());
      for (const hypothesis of HYPOTHESES) {
        const detectors = DETECTORS.filter(it => it.hypothesis === hypothesis);
        const alone = judge(features, accessCourt({ detectors }));
        assert.equal(alone.scores[hypothesis].logit, both.scores[hypothesis].logit);
      }
    });
    fc.assert(property, RUNS);
  });
});
