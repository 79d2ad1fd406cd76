import assert from 'node:assert/strict';
import type { Facts, ReportFacts } from '../../../server/core/facts.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { personFacts } from '../../support/person-facts.ts';

const answering = (work: ReportFacts['work']): Facts => {
  const facts = personFacts();
  return { ...facts, report: facts.report && { ...facts.report, work } };
};

describe('detector work-wrong', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('work-wrong'), []);
  });

  it('asks for a step-up alone', () => {
    const weight = evidenceOf('work-wrong', answering('wrong'))?.weight ?? 0;
    assert.ok(weight >= 2.6 && weight < 5, `${weight}`);
    assert.equal(evidenceOf('work-wrong', answering('done')), null);
  });

  it('is silent where the site asks for no work', () => {
    assert.equal(evidenceOf('work-wrong', answering(null)), null);
  });
});
