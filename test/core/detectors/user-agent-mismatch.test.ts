import assert from 'node:assert/strict';
import { userAgentMismatch } from '../../../server/core/detectors/user-agent-mismatch.ts';
import { PEOPLE, PERSON_NAMES } from '../../support/people.ts';
import { featuresOf, personFacts, withSignals } from '../../support/person-facts.ts';

const differs = (facts: Parameters<typeof featuresOf>[0]) =>
  userAgentMismatch.weigh(featuresOf(facts))?.facts['differs'];
const { chromiumOnLinux, chromeOnWindows, safariOnIphone, firefoxOnLinux } = PEOPLE;

describe('detector user-agent-mismatch', () => {
  for (const name of PERSON_NAMES) {
    it(`is silent about ${name}`, () => {
      assert.equal(differs(personFacts({}, PEOPLE[name])), undefined);
    });
  }

  it('speaks when the header of the report names another browser than its script', () => {
    assert.equal(
      differs(withSignals({ userAgent: chromeOnWindows.userAgent, userAgentData: { missing: 'unsupported' } })),
      'header',
    );
  });

  it('speaks when the header of the report names another version than its script', () => {
    const facts = personFacts();
    const older = chromiumOnLinux.userAgent.replace('156', '140');
    assert.equal(differs({ ...facts, report: facts.report && { ...facts.report, userAgent: older } }), 'header');
  });

  it('speaks when the login itself comes from another browser than the report', () => {
    assert.equal(differs(personFacts({ client: { userAgent: firefoxOnLinux.userAgent } })), 'request');
  });

  it('speaks when the client hints name another version or another system', () => {
    const brands = [{ brand: 'Chromium', version: '150' }];
    assert.equal(differs(withSignals({ userAgentData: { brands, mobile: false, platform: 'Linux' } })), 'client-hints');
    const same = [{ brand: 'Chromium', version: '156' }];
    assert.equal(
      differs(withSignals({ userAgentData: { brands: same, mobile: false, platform: 'Windows' } })),
      'client-hints',
    );
  });

  it('speaks when an iPhone has the client hints that only Chromium has', () => {
    const hints = chromiumOnLinux.signals.userAgentData;
    assert.equal(
      differs(withSignals(hints === undefined ? {} : { userAgentData: hints }, {}, safariOnIphone)),
      'client-hints',
    );
  });

  it("speaks when the platform is of another system than the name: moving off a detector's ground is no way out", () => {
    assert.equal(differs(withSignals({ platform: 'Win32' })), 'platform');
    assert.equal(differs(withSignals({ platform: 'MacIntel' })), 'platform');
    assert.equal(differs(withSignals({ platform: '' })), undefined);
  });

  it('speaks when the engine is not that of the name', () => {
    const { engine } = chromiumOnLinux.signals;
    assert.equal(differs(withSignals(engine === undefined ? {} : { engine }, {}, firefoxOnLinux)), 'engine');
  });

  it('lets a browser update between the report and the login pass', () => {
    const newer = chromiumOnLinux.userAgent.replace('156', '157');
    assert.equal(differs(personFacts({ client: { userAgent: newer } })), undefined);
  });

  it('takes a headless browser that names itself alike everywhere for no contradiction', () => {
    const userAgent = chromiumOnLinux.userAgent.replace('Chrome/', 'HeadlessChrome/');
    const facts = withSignals({ userAgent }, { client: { userAgent } });
    assert.equal(differs({ ...facts, report: facts.report && { ...facts.report, userAgent } }), undefined);
  });

  it("lets an app's own free text pass", () => {
    const own = 'DemoBankApp/4.2 (build 311)';
    const facts = withSignals({ userAgent: own }, { client: { userAgent: own } });
    assert.equal(differs({ ...facts, report: facts.report && { ...facts.report, userAgent: own } }), undefined);
  });

  it('is silent where the script did not say', () => {
    assert.equal(differs(withSignals({ userAgent: { missing: 'failed' } })), undefined);
  });
});
