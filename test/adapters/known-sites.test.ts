import assert from 'node:assert/strict';
import { knownSites, type PolledSites } from '../../server/adapters/known-sites.ts';
import type { ApiKey, Site, SitesSnapshot } from '../../server/ports/sites.ts';
import { eventually } from '../support/eventually.ts';

const site = (id: string, mode: Site['mode'] = 'observe'): Site => ({
  id,
  name: id,
  publicKey: `pk_${id}`,
  mode,
  enforceShare: 1,
  origins: [],
  agent: 'on',
  fingerprint: 'full',
  gpc: 'honour',
  workBits: 0,
  detectorsOff: [],
  failover: {},
});

/** A store of sites that can be changed, and can go away: unreachable at once, or never answering. */
class FakeStore {
  away: 'no' | 'unreachable' | 'silent' = 'no';
  revisionsAsked = 0;
  snapshotsAsked = 0;
  asking = 0;
  askingMost = 0;
  #revision = 1;
  #sites: readonly Site[] = [site('a')];
  #apiKeys = new Map<string, ApiKey>([['ref-1', { siteId: 'a', scopes: ['screen'] }]]);
  #programs: SitesSnapshot['programs'] = new Map();
  #silenced: (() => void)[] = [];

  change(sites: readonly Site[], apiKeys: ReadonlyMap<string, ApiKey>): void {
    this.#revision++;
    this.#sites = sites;
    this.#apiKeys = new Map(apiKeys);
  }

  comeBack(): void {
    this.away = 'no';
    for (const answer of this.#silenced.splice(0)) answer();
  }

  readonly revision = async (): Promise<number> => {
    this.revisionsAsked++;
    await this.#answer();
    return this.#revision;
  };

  readonly snapshot = async (): Promise<SitesSnapshot> => {
    this.snapshotsAsked++;
    await this.#answer();
    return { revision: this.#revision, sites: this.#sites, apiKeys: this.#apiKeys, programs: this.#programs };
  };

  async #answer(): Promise<void> {
    this.asking++;
    this.askingMost = Math.max(this.askingMost, this.asking);
    try {
      if (this.away === 'silent') await new Promise<void>(resolve => this.#silenced.push(resolve));
      if (this.away === 'unreachable') throw new Error('connection refused');
    } finally {
      this.asking--;
    }
  }
}

describe('adapters: known sites', () => {
  let store: FakeStore;
  let known: PolledSites;
  let said: string[];
  let now: number;

  beforeEach(async () => {
    store = new FakeStore();
    said = [];
    now = 0;
    const clock = { monotonic: () => now };
    known = await knownSites(store, clock, { onAway: () => said.push('away'), onBack: () => said.push('back') });
  });
  afterEach(() => known.stop());

  const asked = (more: number) => {
    const from = store.revisionsAsked;
    return eventually('the store is asked again', () => store.revisionsAsked >= from + more);
  };

  it('finds sites by id and public key, and a key by the first of its references that is known', () => {
    assert.equal(known.byId('a')?.name, 'a');
    assert.equal(known.byPublicKey('pk_a')?.id, 'a');
    assert.deepEqual(known.apiKey(['ref-0', 'ref-1']), { siteId: 'a', scopes: ['screen'] });
    assert.deepEqual(
      [known.byId('b'), known.byPublicKey('pk_b'), known.apiKey(['ref-0']), known.apiKey([])],
      [null, null, null, null],
    );
    assert.deepEqual(
      known.all().map(it => it.id),
      ['a'],
    );
  });

  it('follows a change within a second: a site, its mode, a key that is gone', async () => {
    store.change([site('a', 'enforce'), site('b')], new Map());
    await eventually('the change holds', () => known.byId('b') !== null, { withinMs: 1000 });
    assert.deepEqual([known.byId('a')?.mode, known.apiKey(['ref-1'])], ['enforce', null]);
  });

  it('reads everything again only when the revision moved', async () => {
    await asked(3);
    assert.equal(store.snapshotsAsked, 1);
  });

  it('keeps what it knew while the store is away, says so once, and follows again when it is back', async () => {
    store.away = 'unreachable';
    store.change([site('b')], new Map());
    await asked(3);
    assert.deepEqual(said, ['away']);
    assert.equal(known.byId('a')?.name, 'a');
    now = 60_000;
    assert.equal(known.ageMs(), 60_000);
    store.comeBack();
    await eventually('the change holds', () => known.byId('b') !== null, { withinMs: 1000 });
    assert.deepEqual([said, known.byId('a'), known.ageMs()], [['away', 'back'], null, 0]);
  });

  it('never asks a silent store twice at a time', async () => {
    store.away = 'silent';
    await eventually('it is asked', () => store.asking === 1);
    const from = store.revisionsAsked;
    const timers = performance.now();
    await eventually('several polls were due', () => performance.now() - timers > 800);
    assert.deepEqual([store.revisionsAsked, store.askingMost], [from, 1]);
    assert.equal(known.byId('a')?.name, 'a');
    store.comeBack();
    await asked(2);
  });

  it('rejects where the sites cannot be read at the start', async () => {
    store.away = 'unreachable';
    const never = { onAway: () => assert.fail(), onBack: () => assert.fail() };
    await assert.rejects(knownSites(store, { monotonic: () => 0 }, never), /connection refused/);
  });

  it('asks no more once it is stopped', async () => {
    known.stop();
    const from = store.revisionsAsked;
    const other = await knownSites(store, { monotonic: () => 0 }, { onAway: () => {}, onBack: () => {} });
    await asked(2);
    other.stop();
    assert.equal(store.revisionsAsked, from + 2, 'only the other one asked');
  });
});
