import assert from 'node:assert/strict';
import type { ListEntry } from '../../server/core/lists/list-entry.ts';
import type { Lists } from '../../server/ports/lists.ts';
import type { Sites } from '../../server/ports/sites.ts';
import { listEntry } from '../support/list-entries.ts';
import { sampleSite } from './sample-record.ts';

export type ListsUnderTest = {
  readonly lists: Lists;
  readonly sites: Sites;
  readonly close: () => Promise<void>;
};

const ids = (entries: readonly ListEntry[]): string => entries.map(it => it.id).join(' ');

/** What the lists port means, on whatever store. */
export function listsContract(open: () => Promise<ListsUnderTest>): void {
  let it_: ListsUnderTest;
  let lists: Lists;
  beforeEach(async () => {
    it_ = await open();
    lists = it_.lists;
    await it_.sites.add(sampleSite(), 1);
    await it_.sites.add(sampleSite({ id: 's-2', name: 'shop', publicKey: 'pk_2' }), 1);
  });
  afterEach(() => it_.close());

  const add = async (change: Partial<ListEntry> & Pick<ListEntry, 'id'>): Promise<ListEntry> => {
    const { revision: _, ...entry } = listEntry({ key: `203.0.113.${change.id.slice('lst_'.length)}`, ...change });
    assert.deepEqual(await lists.write([{ kind: 'add', entry }]), [true]);
    return { ...entry, revision: await lists.revision() };
  };

  const entryOf = async (id: string): Promise<ListEntry | undefined> => (await lists.entries('s-1', [id]))[0];

  it('gives back what was put in, to its own site alone', async () => {
    const entry = await add({
      id: 'lst_1',
      effect: 'allow',
      subject: 'account',
      key: 'acc_1',
      sealed: 'c2VhbGVk',
      device: 'dev_k1',
      actions: ['login', 'transfer'],
      reason: '見本 "quoted", =1',
      expiresAt: 5000,
    });
    assert.deepEqual(await entryOf('lst_1'), entry);
    assert.deepEqual([await lists.entries('s-2', ['lst_1']), await lists.entries('s-1', ['lst_2'])], [[], []]);
    assert.deepEqual([await lists.count('s-1'), await lists.count('s-2')], [1, 0]);
    await assert.rejects(add({ id: 'lst_1' }), 'the id is taken');
    await assert.rejects(add({ id: 'lst_3', siteId: 's-9' }), 'there is no such site');
  });

  it('replaces the one that was seen; of two that saw the same the first is done', async () => {
    const seen = await add({ id: 'lst_1' });
    const both = ['one', 'two'].map(reason =>
      lists.write([{ kind: 'replace', entry: { ...seen, reason } }]).then(([done]) => done),
    );
    assert.deepEqual((await Promise.all(both)).toSorted(), [false, true]);
    const now = await entryOf('lst_1');
    assert.ok(now !== undefined && now.revision > seen.revision && ['one', 'two'].includes(now.reason));
    assert.deepEqual(await lists.write([{ kind: 'replace', entry: { ...now, siteId: 's-2' } }]), [false]);
  });

  it('adds what no active entry does already, also of several that come at the same instant', async () => {
    const { revision: _, ...entry } = listEntry({ id: 'lst_1', actions: ['login'], expiresAt: 5000 });
    const write = (id: string, change: Partial<ListEntry> = {}) =>
      lists.write([{ kind: 'add', entry: { ...entry, id, ...change } }]).then(([done]) => done);
    const all = await Promise.all(['lst_2', 'lst_3', 'lst_4', 'lst_5'].map(id => write(id)));
    assert.equal(all.filter(done => done === true).length, 1);
    assert.equal(await lists.count('s-1'), 1);
    const others: readonly Partial<ListEntry>[] = [
      { siteId: 's-2' },
      { effect: 'allow' },
      { subject: 'asn' },
      { key: '203.0.113.8' },
      { device: 'dev_k1' },
      { actions: [] },
    ];
    for (const [n, change] of others.entries()) assert.equal(await write(`lst_1${n}`, change), true, `${n}`);
    assert.deepEqual(
      [await write('lst_6', { createdAt: 4999 }), await write('lst_7', { createdAt: 5000, expiresAt: null })],
      [false, true],
    );
    const [kept] = await lists.search('s-1', { keys: [entry.key], activeAt: 5000, limit: 1 });
    assert.ok(kept !== undefined);
    await lists.write([{ kind: 'replace', entry: { ...kept, ended: { at: 5001, author: 'sato' } } }]);
    assert.equal(await write('lst_8', { createdAt: 5001 }), true, 'it was taken off');
  });

  it('deletes what was taken off or expired before a time, some at once, and nothing that holds', async () => {
    await add({ id: 'lst_1', expiresAt: 1999 });
    await add({ id: 'lst_2', siteId: 's-2', ended: { at: 1999, author: 'sato' } });
    await add({ id: 'lst_3', ended: { at: 2000, author: 'sato' } });
    await add({ id: 'lst_4', expiresAt: 2000 });
    await add({ id: 'lst_5' });
    const revision = await lists.revision();
    assert.deepEqual(
      [await lists.retire(2000, 1), await lists.retire(2000, 9), await lists.retire(2000, 9)],
      [1, 1, 0],
    );
    assert.equal(ids(await lists.search('s-1', { limit: 9 })), 'lst_5 lst_4 lst_3');
    assert.equal(ids(await lists.search('s-2', { limit: 9 })), '');
    assert.equal(await lists.revision(), revision, 'nobody reads anything anew');
  });

  it('does all of one step or none of it', async () => {
    const { revision: _, ...entry } = listEntry({ id: 'lst_2' });
    await add({ id: 'lst_1', key: '192.0.2.1' });
    const before = await lists.revision();
    const writes = [entry, { ...entry, id: 'lst_1', key: '192.0.2.2' }].map(
      it => ({ kind: 'add', entry: it }) as const,
    );
    await assert.rejects(lists.write(writes));
    assert.deepEqual([await entryOf('lst_2'), await lists.revision()], [undefined, before]);
    assert.deepEqual(await lists.write([]), []);
  });

  it('tells of all sites what changed since, in its order, also what was taken off', async () => {
    const first = await add({ id: 'lst_1' });
    await add({ id: 'lst_2', siteId: 's-2' });
    await add({ id: 'lst_3' });
    assert.equal(ids(await lists.changed({ revision: 0, id: '' }, 2)), 'lst_1 lst_2');
    assert.equal(ids(await lists.changed(first, 10)), 'lst_2 lst_3');
    await lists.write([{ kind: 'replace', entry: { ...first, ended: { at: 9, author: 'sato' } } }]);
    const [last, ...more] = (await lists.changed(first, 10)).toReversed();
    assert.deepEqual(
      [last?.id, last?.ended, last?.revision, more.length],
      ['lst_1', { at: 9, author: 'sato' }, await lists.revision(), 2],
    );
    assert.deepEqual(await lists.changed({ revision: await lists.revision(), id: 'lst_1' }, 10), []);
  });

  it('searches by effect, subject, key and what holds, the newest first, page by page', async () => {
    await add({ id: 'lst_1', subject: 'asn', key: '64500' });
    await add({ id: 'lst_2', subject: 'asn', key: '64501', expiresAt: 2000 });
    await add({ id: 'lst_3', subject: 'asn', key: '64500', actions: ['login'], ended: { at: 1, author: 'sato' } });
    await add({ id: 'lst_4', effect: 'allow', subject: 'country', key: 'JP' });
    await add({ id: 'lst_5', siteId: 's-2' });
    const found = async (search: object) => ids(await lists.search('s-1', { limit: 10, ...search }));
    assert.equal(await found({}), 'lst_4 lst_3 lst_2 lst_1');
    assert.equal(await found({ activeAt: 1999 }), 'lst_4 lst_2 lst_1');
    assert.equal(await found({ activeAt: 2000 }), 'lst_4 lst_1');
    assert.equal(await found({ effect: 'allow' }), 'lst_4');
    assert.equal(await found({ subject: 'asn', keys: ['64500', 'x'] }), 'lst_3 lst_1');
    assert.equal(await found({ limit: 2 }), 'lst_4 lst_3');
    assert.equal(await found({ limit: 2, before: 'lst_3' }), 'lst_2 lst_1');
  });
}
