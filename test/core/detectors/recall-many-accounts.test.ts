import assert from 'node:assert/strict';
import { UNCALIBRATED } from '../../../server/core/calibration.ts';
import { recallManyAccounts } from '../../../server/core/detectors/recall-many-accounts.ts';
import { collectEvidence } from '../../../server/core/evidence.ts';
import { featuresOf, personFacts, remembering } from '../../support/person-facts.ts';

const from = (accounts: number, isCounted = true) => {
  const nobody = remembering().account;
  const windows = { '5m': 0, '1h': 0, '24h': accounts, '30d': accounts };
  const recall = nobody && { ...nobody, lists: {}, distincts: { accounts: windows } };
  const likeness = { resembles: 'none', isCounted } as const;
  return featuresOf(personFacts({ likeness, remembered: { ...remembering(), recall } }));
};

describe('detector recall-many-accounts', () => {
  it('speaks of twenty accounts in a day from browsers that only one image tells', () => {
    assert.deepEqual(recallManyAccounts.weigh(from(20)), { weight: 1, facts: { accounts: 20 } });
    assert.equal(recallManyAccounts.weigh(from(19)), null);
  });

  it('is silent of crowds, and where the image is not compared', () => {
    assert.equal(recallManyAccounts.weigh(from(500, false)), null);
    assert.equal(recallManyAccounts.weigh(featuresOf()), null);
  });

  it('speaks in shadow everywhere, until it was measured', () => {
    const [evidence] = collectEvidence([recallManyAccounts], from(20), new Set(), UNCALIBRATED);
    assert.equal(evidence?.shadow, true);
  });
});
