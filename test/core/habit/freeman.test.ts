import assert from 'node:assert/strict';
import {
  ADDRESS_WEIGHTS,
  featureRisk,
  freemanScore,
  globalLikelihood,
  type Level,
  localLikelihood,
  smoothedLikelihood,
  USER_AGENT_WEIGHTS,
  unseenValues,
  userRisk,
} from '../../../server/core/habit/freeman.ts';

const close = (is: number, expected: number): void =>
  assert.ok(Math.abs(is - expected) <= 1e-12, `${is} is not ${expected}`);

const address = (network: number, asn: number, country: number): readonly Level[] => [
  { weight: ADDRESS_WEIGHTS.network, count: network },
  { weight: ADDRESS_WEIGHTS.asn, count: asn },
  { weight: ADDRESS_WEIGHTS.country, count: country },
];
const userAgent = (full: number, browser: number, system: number, deviceType: number): readonly Level[] => [
  { weight: USER_AGENT_WEIGHTS.userAgent, count: full },
  { weight: USER_AGENT_WEIGHTS.browser, count: browser },
  { weight: USER_AGENT_WEIGHTS.system, count: system },
  { weight: USER_AGENT_WEIGHTS.deviceType, count: deviceType },
];

/** Every number here was worked out by hand from the formulas. */
describe('the model of Freeman et al.', () => {
  it('sums unseen values down the hierarchy, one at the leaf', () => {
    assert.equal(unseenValues([]), 1);
    assert.equal(unseenValues([12, 3]), 16);
  });

  it('smooths what was seen, and gives what was not one login of all that could have been', () => {
    // 10/100 · (1 − 25/125)
    close(smoothedLikelihood(10, 100, 25), 0.08);
    // 1/125
    close(smoothedLikelihood(0, 100, 25), 0.008);
    close(smoothedLikelihood(0, 0, 1), 1);
  });

  it('weighs the levels of an address among all logins, and smooths the first alone', () => {
    // 0.6 · [1 − 3/(6+3)] · 6/90 · [1 − 10/100] + 0.3 · 18/90 + 0.1 · 45/90
    close(globalLikelihood(address(6, 18, 45), 90, [7, 2]), 0.6 * (2 / 3) * 0.06 + 0.06 + 0.05);
    // An address that nobody had: 0.6 · 1 · 1/100 + 0.3 · 18/90 + 0.1 · 45/90
    close(globalLikelihood(address(0, 18, 45), 90, [7, 2]), 0.116);
    // A network and a country that nobody had, either.
    close(globalLikelihood(address(0, 0, 0), 90, [7, 2]), 0.006);
  });

  it('weighs the parts of a user agent in the same way', () => {
    // The within-level of four is 1 − 4/(4+4); M = 3 + 2 + 2 + 1 = 8, so 4/72 · (1 − 8/80)
    const full = 0.5386653840551359 * 0.5 * 0.05;
    const rest = 0.2680451498625666 * 0.5 + 0.18818295100109536 * 0.75 + 0.0051065150812021525;
    close(globalLikelihood(userAgent(4, 36, 54, 72), 72, [3, 2, 2]), full + rest);
  });

  it('smooths nothing of one account', () => {
    // 0.6 · 3/10 + 0.3 · 5/10 + 0.1 · 10/10
    close(localLikelihood(address(3, 5, 10), 10), 0.43);
    close(localLikelihood(address(0, 0, 0), 10), 0);
    close(localLikelihood(address(0, 0, 0), 0), 0);
    // The same system and type on another browser: 0.18818… · 8/10 + 0.0051… · 1
    close(localLikelihood(userAgent(0, 0, 8, 10), 10), 0.18818295100109536 * 0.8 + 0.0051065150812021525);
  });

  it('takes what the account never showed for four times as risky, however rare it is', () => {
    assert.equal(featureRisk(0.25, 0), 4);
    assert.equal(featureRisk(0.000001, 0), 4);
    close(featureRisk(0.1, 0.4), 0.25);
  });

  it('takes each account for attacked alike, and for one that logs in as often as it did', () => {
    // (1/50) / (20/1000): as often as the mean
    close(userRisk(20, 1000, 50), 1);
    close(userRisk(2, 1000, 50), 10);
  });

  it('multiplies the features and the account', () => {
    // (0.116 / 0.43) · 4 · 10
    close(freemanScore([featureRisk(0.116, 0.43), featureRisk(0.2, 0)], userRisk(2, 1000, 50)), (0.116 / 0.43) * 40);
  });

  it('gives all of a branch its weight', () => {
    for (const weights of [ADDRESS_WEIGHTS, USER_AGENT_WEIGHTS]) {
      close(
        Object.values(weights).reduce((sum, it) => sum + it, 0),
        1,
      );
    }
  });
});
