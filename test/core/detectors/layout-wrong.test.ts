import assert from 'node:assert/strict';
import type { Facts, ReportFacts } from '../../../server/core/facts.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { personFacts } from '../../support/person-facts.ts';

const answering = (layout: ReportFacts['layout']): Facts => {
  const facts = personFacts();
  return { ...facts, report: facts.report && { ...facts.report, layout } };
};

describe('detector layout-wrong', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('layout-wrong'), []);
  });

  it('asks for a step-up alone', () => {
    const weight = evidenceOf('layout-wrong', answering('wrong'))?.weight ?? 0;
    assert.ok(weight >= 2.6 && weight < 5, `${weight}`);
    assert.equal(evidenceOf('layout-wrong', answering('right')), null);
  });

  it('is silent where the page could not be laid out, and of a form that brings its own report', () => {
    for (const missing of ['blocked', 'timed-out', 'unsupported'] as const)
      assert.equal(evidenceOf('layout-wrong', answering({ missing })), null);
    assert.equal(evidenceOf('layout-wrong', { ...answering('wrong'), token: { state: 'unattested' } }), null);
  });
});
