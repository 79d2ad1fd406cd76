import assert from 'node:assert/strict';
import type { ReportFacts } from '../../../server/core/facts.ts';
import type { SessionStart } from '../../../server/core/session-start.ts';
import { evidenceOf } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { personFacts } from '../../support/person-facts.ts';
import { BEGUN } from '../../support/session-begun.ts';

const holding = (id: string): ReportFacts['key'] => ({ state: 'verified', id, after: '', since: 0 });
const goesOn = (
  key: ReportFacts['key'],
  { begun = BEGUN, person = PEOPLE.chromiumOnLinux, report: change = {} }: Goes = {},
): string | undefined => {
  const facts = personFacts({ sessionStart: begun }, person);
  const report = facts.report && { ...facts.report, key, ...change };
  const said = evidenceOf('session-other-browser', { ...facts, report });
  return said === null ? undefined : `${said.facts['shown']} ${said.weight}`;
};
type Goes = { begun?: SessionStart; person?: typeof PEOPLE.chromiumOnLinux; report?: Partial<ReportFacts> };
const NONE = { state: 'none' } as const;

describe('detector session-other-browser', () => {
  it('speaks of another key, of none, and of another engine or system', () => {
    assert.equal(goesOn(holding('another')), 'other-key 2.5');
    assert.equal(goesOn(NONE), 'key-absent 1.2');
    assert.equal(goesOn(holding('another'), { person: PEOPLE.chromeOnWindows }), 'other-browser 3');
    assert.equal(goesOn(NONE, { person: PEOPLE.firefoxOnLinux }), 'other-browser 3');
  });

  it('is silent on the key that logged in, whatever else the browser says of itself', () => {
    assert.equal(goesOn(holding('own')), undefined);
    assert.equal(goesOn(holding('own'), { person: PEOPLE.chromeOnWindows }), undefined);
  });

  it('expects no key of a login without one, nor one of another origin of the site', () => {
    assert.equal(goesOn(holding('another'), { begun: { ...BEGUN, key: '' } }), undefined);
    assert.equal(goesOn(holding('another'), { report: { origin: 'https://ib.bank.example' } }), undefined);
  });

  it('compares nothing with a login whose browser nobody saw, such as an app’s', () => {
    const inApp = { ...BEGUN, key: '', origin: '', engine: null, system: null };
    assert.equal(goesOn(holding('another'), { begun: inApp }), undefined);
  });

  it('is silent where no report of ours came: that is asked by itself', () => {
    const facts = personFacts({ sessionStart: BEGUN, token: { state: 'none' }, report: null });
    assert.equal(evidenceOf('session-other-browser', facts), null);
  });
});
