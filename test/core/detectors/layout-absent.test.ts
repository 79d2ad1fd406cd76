import assert from 'node:assert/strict';
import type { Facts, ReportFacts } from '../../../server/core/facts.ts';
import { judge } from '../../../server/core/judge.ts';
import { accessCourt } from '../../support/access-court.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const LOOKED = { frameScope: {} };
const answering = (layout: ReportFacts['layout'], signals: ReportFacts['signals'] = LOOKED): Facts => {
  const facts = personFacts();
  return { ...facts, report: facts.report && { ...facts.report, layout, signals } };
};
const isHeld = (facts: Facts): boolean => evidenceOf('layout-absent', facts) !== null;

describe('detector layout-absent', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('layout-absent'), []);
  });

  it('asks who keeps silent, alone, as who answers wrong', () => {
    const judged = judge({ ...featuresOf(), layoutAnswer: 'absent' }, accessCourt());
    assert.equal(judged.verdict, 'REVIEW');
    assert.ok(isHeld(answering('absent')) && !isHeld(answering('right')));
  });

  it('speaks of who gives a reason though he looked into the frame, whatever the reason', () => {
    for (const missing of ['failed', 'blocked', 'timed-out', 'unsupported'] as const) {
      assert.ok(isHeld(answering({ missing })), missing);
      assert.ok(!isHeld(answering({ missing }, {})), `${missing}: the second script did not come`);
    }
  });

  it('leaves a page alone whose window has no width: it is in a hidden frame', () => {
    const window = {
      innerWidth: 0,
      innerHeight: 0,
      outerWidth: 1280,
      outerHeight: 900,
      screenX: 0,
      screenY: 0,
      scale: null,
    };
    assert.ok(!isHeld(answering({ missing: 'blocked' }, { ...LOOKED, window })));
  });
});
