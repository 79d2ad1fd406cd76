import assert from 'node:assert/strict';
import { tokenFarm } from '../../../server/core/detectors/token-farm.ts';
import type { Features } from '../../../server/core/features/index.ts';
import { featuresOf, personFacts, remembering } from '../../support/person-facts.ts';

const FARM: Partial<Features> = {
  tokenMintedOn: 'other-network',
  browserAccounts24hCount: 20,
  browserAwayNetworks24hCount: 10,
  browserStocked24hCount: 0,
  accountsSinceMintCount: 0,
};
const weigh = (change: Partial<Features>) => tokenFarm.weigh({ ...featuresOf(), ...FARM, ...change });

describe('detector token-farm', () => {
  it('speaks of many accounts on many networks of one browser’s tokens', () => {
    assert.deepEqual(weigh({}), { weight: 3, facts: { accounts: 20, networks: 10 } });
  });

  it('is silent under either limit, and where the token is spent on the network that it was made on', () => {
    assert.equal(weigh({ browserAccounts24hCount: 19 }), null);
    assert.equal(weigh({ browserAwayNetworks24hCount: 9 }), null);
    assert.equal(weigh({ tokenMintedOn: 'same' }), null);
    assert.equal(weigh({ tokenMintedOn: { unknown: 'not-applicable' } }), null);
  });

  it('speaks of stock by itself, and louder of both', () => {
    const stock = { browserStocked24hCount: 3, accountsSinceMintCount: 3 };
    assert.equal(weigh({ ...stock, browserAccounts24hCount: 5 })?.weight, 3);
    assert.equal(weigh(stock)?.weight, 5);
    assert.equal(weigh({ ...stock, browserAccounts24hCount: 5, accountsSinceMintCount: 2 }), null);
  });

  it('counts by the key alone where the cookie is that of many, and by nothing where there is no key', () => {
    const { device, account } = remembering();
    const day = (count: number) => ({ '5m': 0, '1h': 0, '24h': count, '30d': count });
    const shared = device && { ...device, distincts: { accounts: day(500), keys: day(5) } };
    const key = account && { ...account, distincts: { accounts: day(2) } };
    const of = (change: object) =>
      featuresOf(personFacts({ remembered: { ...remembering(), device: shared, ...change } })).browserAccounts24hCount;
    assert.equal(of({ key }), 2);
    assert.deepEqual(of({}), { unknown: 'not-applicable' });
  });

  it('takes a young token for none of a stock, and counts the accounts since an old one was made', () => {
    const { device } = remembering();
    const accounts = { '5m': 4, '1h': 9, '24h': 30, '30d': 30 };
    const remembered = { ...remembering(), device: device && { ...device, distincts: { accounts } } };
    const since = (ageMs: number) =>
      featuresOf(personFacts({ token: { state: 'genuine', ageMs, use: 'first' }, remembered })).accountsSinceMintCount;
    assert.deepEqual([since(299_999), since(300_000), since(3_600_000)], [0, 4, 9]);
  });
});
