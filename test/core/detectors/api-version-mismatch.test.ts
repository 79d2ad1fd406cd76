import assert from 'node:assert/strict';
import { API_PROBES } from '../../../shared/probes.ts';
import { API_RELEASES } from '../../../shared/wire/api-releases.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { withSignals } from '../../support/person-facts.ts';

const UA = PEOPLE.plainChromium.userAgent;
/** Bits of shared/probes.ts. */
const bitsWhere = (isThere: (probe: string, release: number | null) => boolean): string => {
  const bits = API_PROBES.map(probe => (isThere(probe, API_RELEASES[probe]?.[0] ?? null) ? '1' : '0')).join('');
  return (bits.match(/.{1,4}/g) ?? []).map(four => Number.parseInt(four.padEnd(4, '0'), 2).toString(16)).join('');
};
const WITH_CORE_JS = bitsWhere(
  (probe, release) =>
    (release !== null && release <= 122) || /^(Set|Map|Promise|Iterator|Array|Symbol|Math|RegExp)/.test(probe),
);
const browser = (userAgent: string, apis?: string) =>
  evidenceOf(
    'api-version-mismatch',
    withSignals({ userAgent, ...(apis === undefined ? {} : { apis }) }, {}, PEOPLE.plainChromium),
  )?.facts['browser'];

describe('detector api-version-mismatch', () => {
  it('is held against those alone of the people of the tests', () => {
    assert.deepEqual(heldAgainst('api-version-mismatch'), ['~samsungPermissions']);
  });

  it('speaks of Chromium 156 under the name of 159, as an emulated phone of Playwright 1.65 has it', () => {
    assert.equal(browser(UA.replace('156', '159')), 'older');
    assert.equal(browser(UA.replace('156', '158')), 'older');
  });

  it('speaks of a browser that has what came after its version', () => {
    assert.equal(browser(UA.replace('156', '140')), 'newer');
  });

  it('lets one missing feature pass, polyfills, and the version to come', () => {
    assert.equal(browser(UA.replace('156', '157')), undefined);
    assert.equal(browser(UA.replace('156', '155')), undefined);
    // Chromium 122 as MDN's table has it, and on a page with core-js: all that is JavaScript alone.
    assert.equal(browser(UA.replace('156', '122'), WITH_CORE_JS), undefined);
  });

  it('is in shadow on other systems', () => {
    const { userAgent } = PEOPLE.remoteDesktop;
    const facts = withSignals({ userAgent: userAgent.replace('156', '159') }, {}, PEOPLE.remoteDesktop);
    assert.equal(evidenceOf('api-version-mismatch', facts)?.shadow, true);
  });
});
