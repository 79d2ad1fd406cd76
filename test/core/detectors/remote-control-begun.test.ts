import assert from 'node:assert/strict';
import type { SessionStart } from '../../../server/core/session-start.ts';
import { evidenceOf } from '../../support/evidence-of.ts';
import { inputOf } from '../../support/input-of.ts';
import { personFacts } from '../../support/person-facts.ts';
import { BEGUN } from '../../support/session-begun.ts';

const moving = (p50: number, begun: SessionStart | null = BEGUN, key = 'own', moves = 60) => {
  const facts = personFacts({
    sessionStart: begun,
    summary: inputOf({ moves, moveGapMs: { p10: p50, p50, p90: p50 } }),
  });
  const proven = { state: 'verified', id: key, after: '', since: 0 } as const;
  return evidenceOf('remote-control-begun', { ...facts, report: facts.report && { ...facts.report, key: proven } });
};

describe('detector remote-control-begun', () => {
  it('speaks where the mouse of the browser that logged in comes in bursts since, in shadow', () => {
    const said = moving(48);
    assert.equal(`${said?.weight} ${said?.facts['growth']} ${said?.shadow}`, '1.2 3 true');
  });

  it('is silent on a helper who was there from the start', () => {
    assert.equal(moving(48, { ...BEGUN, moveGapMs: 45 }), null);
  });

  it('is silent on an ordinary mouse, a slower screen, too few moves, and a touch screen at the login', () => {
    assert.equal(moving(17), null);
    assert.equal(moving(33), null);
    assert.equal(moving(48, BEGUN, 'own', 10), null);
    assert.equal(moving(48, { ...BEGUN, moveGapMs: null }), null);
  });

  it('leaves another browser to its own reason, and is silent where nobody knows how the session began', () => {
    assert.equal(moving(48, BEGUN, 'another'), null);
    assert.equal(moving(48, null), null);
  });
});
