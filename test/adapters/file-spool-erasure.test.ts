import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileSpool, fileSpool } from '../../server/adapters/file-spool.ts';
import type { ErasedRecord } from '../../server/ports/records.ts';
import type { Spooled } from '../../server/ports/state.ts';
import { sampleRecord, sampleSpooled } from '../contract/sample-record.ts';
import { eventually } from '../support/eventually.ts';

const SITE = 'site-1';
const MINE = 'acc_mine-0123456789';
const OTHER = 'acc_other-012345678';

const answerTo = (accountRef: string, id: string, siteId = SITE): Spooled =>
  sampleSpooled({
    record: sampleRecord({ id, siteId, accountRef, reportId: `rep_${id}`, idempotencyKey: `key_${id}` }),
    changes: [{ subject: { type: 'account', key: accountRef }, changes: [{ kind: 'count', name: 'attempts', by: 1 }] }],
    idempotency: { key: `key_${id}`, digest: 'd', expiresAt: 7 },
  });

describe('file spool: erasing an account', () => {
  let folder: string;
  let opened: FileSpool[];
  let forgotten: ErasedRecord[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-spool-'));
    opened = [];
    forgotten = [];
  });
  afterEach(async () => {
    for (const spool of opened) await spool.close();
    rmSync(folder, { recursive: true, force: true });
  });
  function open(segmentBytesMax = 10 ** 6): FileSpool {
    const limits = { linesMax: 1000, bytesMax: 10 ** 7, segmentBytesMax, keepMsMax: 5000, atOnceMax: 2 };
    const spool = fileSpool(folder, { ...limits, onSetAside: () => {} });
    opened.push(spool);
    return spool;
  }
  const erase = (spool: FileSpool, refs: readonly string[] = [MINE]) =>
    spool.erase(SITE, refs, async named => void forgotten.push(...named));
  const bytes = (): string =>
    readdirSync(folder)
      .filter(it => !it.endsWith('.lock'))
      .map(it => readFileSync(join(folder, it), 'utf8'))
      .filter(it => it !== '')
      .join('\n');
  const restored = async (spool: FileSpool): Promise<string[]> => {
    const ids: string[] = [];
    await spool.drain(async ({ record }) => void ids.push(record.id));
    return ids;
  };
  const segments = (): string[] => readdirSync(folder).filter(it => it.endsWith('.ndjson'));

  it('leaves none of its bytes, tells what they named, and hands the others over as they were', async () => {
    const spool = open(1500);
    const others = ['o1', 'o2', 'o3'].map(id => answerTo(OTHER, id));
    for (const [n, it] of others.entries()) {
      await spool.keep(answerTo(MINE, `m${n}`));
      await spool.keep(it);
    }
    assert.ok(segments().length > 2 && bytes().includes(MINE));
    assert.equal(await erase(spool), 3);
    assert.ok(!bytes().includes(MINE) && !/\bm\d\b|_m\d/.test(bytes()));
    assert.deepEqual(
      forgotten,
      ['m0', 'm1', 'm2'].map(id => ({ id, reportId: `rep_${id}`, idempotencyKey: `key_${id}` })),
    );
    assert.equal(spool.find(SITE, 'key_m0'), null);
    assert.notEqual(spool.find(SITE, 'key_o1'), null);
    for (const it of segments()) assert.equal(statSync(join(folder, it)).mode & 0o777, 0o600);
    await spool.keep(answerTo(MINE, 'later'));
    assert.equal(spool.waiting(), 4);
    const got: Spooled[] = [];
    await spool.drain(async it => void got.push(it));
    assert.deepEqual(got.slice(0, 3), others);
    assert.equal(got[3]?.record.id, 'later');
    await spool.close();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('of one that does not wait changes no file', async () => {
    const spool = open();
    await spool.keep(answerTo(OTHER, 'o'));
    await spool.keep(answerTo(MINE, 'elsewhere', 'site-2'));
    const before = bytes();
    assert.deepEqual([await erase(spool), forgotten, bytes()], [0, [], before]);
    assert.deepEqual(await restored(spool), ['o', 'elsewhere']);
  });

  it('takes one that was handed over already out of a file that is drained in part, and hands no other over twice', async () => {
    const spool = open();
    for (const it of [answerTo(MINE, 'm'), ...['o1', 'o2', 'o3'].map(id => answerTo(OTHER, id))]) await spool.keep(it);
    const ids: string[] = [];
    const failing = spool.drain(async ({ record }) => {
      if (record.id === 'o2') throw new Error('away');
      ids.push(record.id);
    });
    await assert.rejects(failing, /away/);
    assert.ok(bytes().includes(MINE), 'its bytes are there until the whole file is drained');
    assert.equal(await erase(spool), 0, 'it is in the state by now');
    assert.ok(!bytes().includes(MINE));
    assert.deepEqual([ids, spool.waiting(), await restored(spool)], [['m', 'o1'], 2, ['o2', 'o3']]);
  });

  it('waits for the answers that are just being handed over, and lets no further ones pass', async () => {
    const spool = open();
    for (const id of ['o1', 'o2', 'm']) await spool.keep(answerTo(id === 'm' ? MINE : OTHER, id));
    const order: string[] = [];
    let release = (): void => {};
    let begun = 0;
    const draining = spool.drain(async ({ record }) => {
      await new Promise<void>(resolve => {
        release = resolve;
        begun++;
      });
      order.push(record.id);
    });
    await eventually('one is being handed over', () => begun === 1);
    const erased = erase(spool).then(n => order.push(`erased ${n}`));
    await eventually('the batch is through', () => {
      release();
      return order.length >= 3;
    });
    await Promise.all([draining, erased]);
    assert.deepEqual(order, ['o1', 'o2', 'erased 1']);
    assert.deepEqual(await restored(spool), []);
  });

  it('takes what ended processes left, set-aside lines and what was cut off in its name, too', async () => {
    const before = open();
    await before.keep(answerTo(OTHER, 'o'));
    await before.close();
    const [name = ''] = segments();
    const [line] = readFileSync(join(folder, name), 'utf8').split('\n');
    const mine = JSON.stringify({ v: 99, record: { accountRef: MINE } });
    appendFileSync(join(folder, name), `${mine}\n{"v":2,"record":{"accountRef":"${MINE.slice(0, 9)}`);
    writeFileSync(
      join(folder, name.replace('000001', '000009.ndjson.set-aside').replace(/\.ndjson$/, '')),
      `${mine}\nrest\n`,
    );
    const gone = `${'a'.repeat(24)}-000001.ndjson`;
    writeFileSync(join(folder, `${gone}.set-aside`), `${mine}\n{"accountRef":"${MINE.slice(0, 9)}\nrest\n`);
    writeFileSync(join(folder, `${gone}.set-aside.new`), `${mine}\n`);
    const spool = open();
    assert.equal(await erase(spool), 0);
    assert.ok(!bytes().includes(MINE.slice(0, 9)), bytes());
    assert.equal(
      bytes()
        .split('\n')
        .filter(it => it === 'rest').length,
      2,
    );
    assert.ok(line !== undefined && bytes().includes(line));
    assert.deepEqual(
      readdirSync(folder).filter(it => it.startsWith('aaaa')),
      [`${gone}.set-aside`],
    );
  });

  it('says so, and deletes nothing, where a process that lives has some of it', async () => {
    const [spool, other] = [open(), open()];
    await spool.keep(answerTo(MINE, 'm1'));
    await other.keep(answerTo(OTHER, 'o'));
    assert.equal(await erase(spool, [MINE]), 1);
    await spool.keep(answerTo(MINE, 'm2'));
    await other.keep(answerTo(MINE, 'm3'));
    forgotten = [];
    assert.deepEqual([await erase(spool), forgotten, spool.waiting()], [null, [], 1]);
    assert.deepEqual(await restored(other), ['o', 'm3']);
    assert.equal(await erase(spool), 1);
    assert.ok(!bytes().includes(MINE));
  });

  it('deletes nothing where what they name could not be forgotten', async () => {
    const spool = open();
    await spool.keep(answerTo(MINE, 'm'));
    await assert.rejects(
      spool.erase(SITE, [MINE], () => Promise.reject(new Error('away'))),
      /away/,
    );
    assert.equal(spool.waiting(), 1);
    assert.equal(await erase(spool), 1);
  });

  it('goes on taking answers meanwhile, and erases several accounts that are asked for at once', async () => {
    const spool = open(4000);
    for (let n = 0; n < 30; n++) await spool.keep(answerTo(n % 3 === 0 ? MINE : `${OTHER}${n % 3}`, `s${n}`));
    const erased = Promise.all([erase(spool), erase(spool, [`${OTHER}1`]), erase(spool)]);
    await Promise.all(['x', 'y', 'z'].map(id => spool.keep(answerTo(OTHER, id))));
    assert.deepEqual(await erased, [10, 10, 0]);
    assert.equal(spool.waiting(), 13);
    const ids = await restored(spool);
    assert.deepEqual(
      ids.slice(0, 10),
      Array.from({ length: 10 }, (_, n) => `s${3 * n + 2}`),
    );
    assert.deepEqual(ids.slice(10).toSorted(), ['x', 'y', 'z']);
  });
});
