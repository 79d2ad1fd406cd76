import assert from 'node:assert/strict';
import { loginCampaign } from '../../../server/core/detectors/login-campaign.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const within = (excess: number, id: string | null = 'cmp_1') =>
  loginCampaign.weigh(
    featuresOf(
      personFacts({
        pulse: {
          usualShare: 0.05,
          providerExcess: 1,
          shapes: [],
          strangers: null,
          campaign: { id, startedAt: 0, accounts: 800, addresses: 480, excess },
        },
      }),
    ),
  );

describe('detector login-campaign', () => {
  it('speaks of logins that fail alike at many accounts, the more of them fail the louder', () => {
    const facts = { campaign: 'cmp_1', accounts: 800, addresses: 480 };
    // 1.2 + ln 4 = 2.586
    assert.deepEqual(within(4), { weight: 2.59, facts: { ...facts, excess: 4 } });
    assert.deepEqual(within(17), { weight: 3.4, facts: { ...facts, excess: 17 } });
  });

  it('says of one that is told by the password nothing that tells which it is', () => {
    assert.deepEqual(within(4, null), { weight: 3.2, facts: { campaign: 'unnamed' } });
    assert.deepEqual(within(17, null), within(4, null));
  });

  it('is silent of who comes with a key or from a line of the account’s, whatever his browser looks like', () => {
    const campaign = { campaign: 'cmp_1', campaignAccounts1hCount: 800, campaignAddresses1hCount: 480 };
    const of = (ownKeyOrNetwork: boolean) =>
      loginCampaign.weigh({ ...featuresOf(), ...campaign, campaignFailureExcess: 17, ownKeyOrNetwork });
    assert.equal(of(false)?.weight, 3.4);
    assert.equal(of(true), null);
  });

  it('is silent where there is none', () => {
    assert.equal(loginCampaign.weigh(featuresOf()), null);
  });
});
