import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileSpool, fileSpool } from '../../server/adapters/file-spool.ts';
import type { Spooled } from '../../server/ports/state.ts';
import { sampleRecord, sampleSpooled } from '../contract/sample-record.ts';

const under = (id: string, key: string | null, siteId = 'site-1'): Spooled =>
  sampleSpooled({
    record: sampleRecord({ id, siteId, idempotencyKey: key }),
    idempotency: key === null ? null : { key, digest: `digest of ${id}`, expiresAt: 7 },
  });
const keptOf = ({ record, idempotency }: Spooled) => ({ digest: idempotency?.digest, answer: record.answer });

describe('file spool: the keys of what waits', () => {
  let folder: string;
  let opened: FileSpool[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-spool-'));
    opened = [];
  });
  afterEach(async () => {
    for (const spool of opened) await spool.close();
    rmSync(folder, { recursive: true, force: true });
  });
  function open(linesMax = 1000): FileSpool {
    const limits = { linesMax, bytesMax: 10 ** 7, segmentBytesMax: 10 ** 6, keepMsMax: 5000, atOnceMax: 4 };
    const spool = fileSpool(folder, { ...limits, onSetAside: () => {} });
    opened.push(spool);
    return spool;
  }
  const restored = async (spool: FileSpool): Promise<string[]> => {
    const ids: string[] = [];
    await spool.drain(async ({ record }) => void ids.push(record.id));
    return ids;
  };

  it('answers with the first that was kept under a key, and keeps no second', async () => {
    const spool = open();
    const first = under('scr_1', 'k');
    assert.equal(spool.find('site-1', 'k'), null);
    assert.equal(await spool.keep(first), null);
    assert.deepEqual(await spool.keep(under('scr_2', 'k')), keptOf(first));
    assert.deepEqual(spool.find('site-1', 'k'), keptOf(first));
    for (const other of [under('scr_3', 'k', 'site-2'), under('scr_4', 'other'), under('scr_5', null)]) {
      assert.equal(await spool.keep(other), null);
    }
    assert.deepEqual((await restored(spool)).toSorted(), ['scr_1', 'scr_3', 'scr_4', 'scr_5']);
  });

  it('keeps one of several that come under one key at the same time', async () => {
    const spool = open();
    const all = Array.from({ length: 5 }, (_, n) => under(`scr_${n}`, 'k'));
    const ends = all.map(it => spool.keep(it));
    assert.equal(spool.find('site-1', 'k'), null, 'none is on disk yet');
    const first = under('scr_0', 'k').idempotency?.digest;
    assert.deepEqual(
      (await Promise.all(ends)).map(it => it?.digest),
      [undefined, first, first, first, first],
    );
    assert.deepEqual(await restored(spool), ['scr_0']);
  });

  it('knows no key of what it could not keep', async () => {
    const spool = open(0);
    const ends = await Promise.allSettled(['scr_1', 'scr_2'].map(id => spool.keep(under(id, 'k'))));
    assert.deepEqual(
      ends.map(it => it.status),
      ['rejected', 'rejected'],
    );
    assert.equal(spool.find('site-1', 'k'), null);
  });

  it('forgets a key when its answer was handed over, not before', async () => {
    const spool = open();
    await spool.keep(under('scr_1', 'k'));
    await assert.rejects(
      spool.drain(() => Promise.reject(new Error('away'))),
      /away/,
    );
    assert.notEqual(spool.find('site-1', 'k'), null);
    await spool.drain(async () => assert.notEqual(spool.find('site-1', 'k'), null));
    assert.equal(spool.find('site-1', 'k'), null);
  });

  it('knows the keys of a process that has ended once it has taken its files', async () => {
    const before = open();
    const first = under('scr_1', 'k');
    await before.keep(first);
    await before.close();
    const spool = open();
    await spool.drain(() => Promise.reject(new Error('away'))).catch(() => {});
    assert.deepEqual(spool.find('site-1', 'k'), keptOf(first));
    assert.deepEqual(await spool.keep(under('scr_2', 'k')), keptOf(first));
    assert.deepEqual(await restored(spool), ['scr_1']);
  });
});
