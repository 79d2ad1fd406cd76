import assert from 'node:assert/strict';
import type { NetworkPoint } from '../../../server/core/networks/moved.ts';
import { evidenceOf } from '../../support/evidence-of.ts';
import { listed, onNetwork } from '../../support/networks.ts';
import { PEOPLE } from '../../support/people.ts';
import { addressIn, personFacts } from '../../support/person-facts.ts';
import { BEGUN } from '../../support/session-begun.ts';

const continued = (network: NetworkPoint, address = addressIn('JP')): number | undefined =>
  evidenceOf('session-other-network', personFacts({ sessionStart: { ...BEGUN, network }, address }))?.weight;

describe('detector session-other-network', () => {
  it('speaks of another provider’s lines, and more of servers', () => {
    assert.equal(continued({ family: 4, asn: 64_999, kind: 'consumer' }), 1.2);
    assert.equal(continued(BEGUN.network, onNetwork('hosting')), 2);
    assert.equal(continued(BEGUN.network, listed('vpn')), 2);
  });

  it('is silent where the session began, on phones and relays, and across address families', () => {
    assert.equal(continued(BEGUN.network), undefined);
    assert.equal(continued({ family: 4, asn: 64_999, kind: 'mobile' }), undefined);
    assert.equal(continued(BEGUN.network, onNetwork('mobile')), undefined);
    assert.equal(continued(BEGUN.network, listed('relay')), undefined);
    assert.equal(continued({ family: 6, asn: 64_999, kind: 'consumer' }), undefined);
  });

  it('is silent on a phone that changes lines, and not on one that comes from servers', () => {
    const network = { family: 4, asn: 64_999, kind: 'consumer' } as const;
    const phone = (address = addressIn('JP')) =>
      evidenceOf(
        'session-other-network',
        personFacts({ sessionStart: { ...BEGUN, network }, address }, PEOPLE.safariOnIphone),
      )?.weight;
    assert.equal(phone(), undefined);
    assert.equal(phone(onNetwork('hosting')), 2);
  });

  it('is silent where nobody knows how the session began', () => {
    assert.equal(evidenceOf('session-other-network', personFacts()), null);
  });
});
