import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import type { Signals } from '../../../shared/wire/signals.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { personFacts, withSignals } from '../../support/person-facts.ts';

describe('detector report-impossible', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('report-impossible'), []);
  });

  const without = (...names: readonly (keyof Signals)[]): Facts => {
    const facts = personFacts({}, PEOPLE.plainChromium);
    if (facts.report === null) throw new Error('a person has a report');
    const signals = Object.fromEntries(
      Object.entries(facts.report.signals).filter(([name]) => !names.some(it => it === name)),
    );
    return { ...facts, report: { ...facts.report, signals } };
  };

  it('speaks of a report whose writer left out what the agent always writes', () => {
    assert.deepEqual(evidenceOf('report-impossible', without('engine'))?.facts, { parts: 'incomplete' });
    assert.equal(evidenceOf('report-impossible', without('math', 'fonts', 'plugins', 'permissions')), null);
  });

  it('speaks of an imitation of a browser: jsdom has neither matchMedia nor CSS', () => {
    const failed = { missing: 'failed' } as const;
    const jsdom = withSignals({ engine: failed, touch: failed }, {}, PEOPLE.plainChromium);
    assert.deepEqual(evidenceOf('report-impossible', jsdom)?.facts, { parts: 'broken' });
  });

  it('is silent about one broken part, what was blocked or late, and a form that was sent half-way', () => {
    assert.equal(
      evidenceOf('report-impossible', withSignals({ touch: { missing: 'failed' } }, {}, PEOPLE.plainChromium)),
      null,
    );
    const late = { missing: 'timed-out' } as const;
    assert.equal(
      evidenceOf(
        'report-impossible',
        withSignals({ touch: late, screen: late, window: late }, {}, PEOPLE.plainChromium),
      ),
      null,
    );
    const early = { ...without('engine'), token: { state: 'unattested' } } as const;
    assert.equal(evidenceOf('report-impossible', early), null);
  });
});
