import assert from 'node:assert/strict';
import { knownLists, type PolledLists } from '../../server/adapters/known-lists.ts';
import type { ListEntry } from '../../server/core/lists/list-entry.ts';
import { LIMITS } from '../../server/limits.ts';
import type { ListCursor } from '../../server/ports/lists.ts';
import { eventually } from '../support/eventually.ts';
import { listEntry } from '../support/list-entries.ts';

/** A store of lists that can be changed, and can go away. */
class FakeStore {
  away = false;
  asked = 0;
  read = 0;
  #revision = 1;
  readonly #entries = new Map<string, ListEntry>();

  put(change: Partial<ListEntry>): ListEntry {
    const entry = { ...listEntry(change), revision: ++this.#revision };
    this.#entries.set(entry.id, entry);
    return entry;
  }

  readonly revision = async (): Promise<number> => {
    this.asked++;
    if (this.away) throw new Error('connection refused');
    return this.#revision;
  };

  readonly changed = async (after: ListCursor, limit: number): Promise<readonly ListEntry[]> => {
    this.read++;
    const later = [...this.#entries.values()].filter(it => it.revision > after.revision);
    return later.toSorted((a, b) => a.revision - b.revision).slice(0, limit);
  };
}

describe('adapters: known lists', () => {
  let now = 0;
  let passed = 0;
  const clock = { now: () => now, monotonic: () => passed };
  let store: FakeStore;
  let said: string[];
  let known: PolledLists | null = null;
  const watch = { onAway: () => said.push('away'), onBack: () => said.push('back') };
  beforeEach(() => {
    store = new FakeStore();
    said = [];
    now = 2000;
    passed = 0;
  });
  afterEach(() => known?.stop());

  const isBlocked = (ip: string, siteId = 's-1'): boolean => {
    const names = {
      accounts: [],
      devices: [],
      besideDevices: [],
      network: { ip, asn: null, country: null },
      mailDomain: null,
      campaigns: [],
    };
    return known?.of(siteId).find(names, 'login', 2000).block !== null;
  };

  it('reads all there is at the start, page by page, and keeps the sites apart', async () => {
    for (let n = 0; n <= LIMITS.listEntriesRead; n++) store.put({ key: `192.0.${n >> 8}.${n & 255}` });
    store.put({ siteId: 's-2', key: '203.0.113.9' });
    known = await knownLists(store, clock, watch);
    assert.deepEqual([known.of('s-1').size, known.of('s-2').size, known.of('s-3').size], [501, 1, 0]);
    assert.deepEqual(
      [isBlocked('192.0.1.244'), isBlocked('203.0.113.9'), isBlocked('203.0.113.9', 's-2')],
      [true, false, true],
    );
  });

  it('follows a new entry, a changed one and one that was taken off within a second, and reads nothing where nothing changed', async () => {
    known = await knownLists(store, clock, watch);
    const entry = store.put({ key: '203.0.113.7' });
    await eventually('it holds', () => isBlocked('203.0.113.7'), { withinMs: 1000 });
    const read = store.read;
    const asked = store.asked;
    await eventually('it is asked again', () => store.asked >= asked + 2);
    assert.equal(store.read, read);
    store.put({ ...entry, ended: { at: 1, author: 'sato' } });
    await eventually('it is gone', () => !isBlocked('203.0.113.7'), { withinMs: 1000 });
  });

  it('keeps what it knew while the store is away, says so once, and follows again', async () => {
    store.put({ key: '203.0.113.7' });
    known = await knownLists(store, clock, watch);
    store.away = true;
    await eventually('it is said', () => said.length > 0);
    const asked = store.asked;
    store.put({ key: '203.0.113.8' });
    await eventually('it is asked again', () => store.asked >= asked + 2);
    assert.deepEqual([said, isBlocked('203.0.113.7'), isBlocked('203.0.113.8')], [['away'], true, false]);
    store.away = false;
    await eventually('the change holds', () => isBlocked('203.0.113.8'), { withinMs: 1000 });
    assert.deepEqual(said, ['away', 'back']);
  });

  it('says how many it holds and how old that is, and lets go of what has expired within an hour', async () => {
    store.put({ expiresAt: 5000 });
    store.put({ key: '203.0.113.8' });
    store.put({ key: '203.0.113.9', siteId: 's-2', effect: 'allow', expiresAt: 9000 });
    known = await knownLists(store, clock, watch);
    const held = () => `${known?.count('block')} ${known?.count('allow')}`;
    passed = 800;
    assert.deepEqual([held(), known.ageMs()], ['2 1', 800]);
    now = 5000;
    const asked = store.asked;
    await eventually('it is heard', () => store.asked >= asked + 2);
    assert.equal(held(), '2 1');
    passed = LIMITS.listDropEveryMs;
    await eventually('it is let go of', () => held() === '1 1');
    assert.equal(known.ageMs(), 0);
  });

  it('rejects where the lists cannot be read at the start', async () => {
    store.away = true;
    await assert.rejects(knownLists(store, clock, watch), /connection refused/);
  });
});
