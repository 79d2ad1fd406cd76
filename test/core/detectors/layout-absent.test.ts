import assert from 'node:assert/strict';
import type { Facts, ReportFacts } from '../../../server/core/facts.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { personFacts } from '../../support/person-facts.ts';

const answering = (layout: ReportFacts['layout']): Facts => {
  const facts = personFacts();
  return { ...facts, report: facts.report && { ...facts.report, layout } };
};

describe('detector layout-absent', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('layout-absent'), []);
  });

  it('is little: never a step-up alone', () => {
    const weight = evidenceOf('layout-absent', answering('absent'))?.weight ?? 0;
    assert.ok(weight > 0 && weight < 1.3, `${weight}`);
    assert.equal(evidenceOf('layout-absent', answering('right')), null);
  });

  it('speaks of who failed at it in a frame that he looked into', () => {
    const failed = answering({ missing: 'failed' });
    assert.equal(evidenceOf('layout-absent', failed), null);
    const looked = { ...failed, report: failed.report && { ...failed.report, signals: { frameScope: {} } } };
    assert.equal(evidenceOf('layout-absent', looked)?.shadow, false);
    const hidden = answering({ missing: 'blocked' });
    const shown = { ...hidden, report: hidden.report && { ...hidden.report, signals: { frameScope: {} } } };
    assert.equal(evidenceOf('layout-absent', shown), null);
  });
});
