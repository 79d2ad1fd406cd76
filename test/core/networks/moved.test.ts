import assert from 'node:assert/strict';
import { networkMoved, networkPoint } from '../../../server/core/networks/moved.ts';
import { addressIn } from '../../support/person-facts.ts';

const NOW = Date.UTC(2026, 10, 21);

describe('networks that are compared', () => {
  it('are those of public addresses alone, by who runs them and what they are for', () => {
    const point = networkPoint(addressIn('JP'), 4, NOW);
    assert.deepEqual(point, { family: 4, asn: 64_500, kind: 'consumer' });
    for (const scope of ['private', 'loopback', 'shared', 'link-local'] as const) {
      assert.equal(networkPoint(addressIn('JP', { scope }), 4, NOW).asn, null, scope);
    }
    assert.deepEqual(networkPoint(null, 6, NOW), { family: 6, asn: null, kind: null });
  });

  it('are one where the address changed and the provider did not', () => {
    const home = networkPoint(addressIn('JP'), 4, NOW);
    assert.equal(networkMoved(home, networkPoint(addressIn('JP'), 4, NOW)), 'same');
  });

  it('are told apart within one provider where its servers are not its lines', () => {
    const line = { family: 4, asn: 64_500, kind: 'consumer' } as const;
    assert.equal(networkMoved(line, { ...line, kind: 'hosting' }), 'servers');
    assert.equal(networkMoved({ ...line, kind: 'hosting' }, line), null);
  });
});
