import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type FileSpool, type FileSpoolOptions, fileSpool } from '../../server/adapters/file-spool.ts';
import type { SubjectChange } from '../../server/core/subjects/subject.ts';
import type { Spooled } from '../../server/ports/state.ts';
import { sampleRecord, sampleSpooled } from '../contract/sample-record.ts';
import { eventually } from '../support/eventually.ts';

const CHANGES: readonly SubjectChange[] = [
  {
    subject: { type: 'account', key: 'acc_1' },
    changes: [
      { kind: 'count', name: 'attempts', by: 1 },
      { kind: 'distinct', name: 'devices', value: 'd' },
      { kind: 'add', list: 'logins', member: 'scr_1' },
      { kind: 'remove', list: 'logins', member: 'scr_0' },
    ],
  },
];
const spooled = (id: string, accountRef: string | null = 'acc_1'): Spooled =>
  sampleSpooled({ record: sampleRecord({ id, accountRef }), changes: CHANGES });
const KEY = { key: 'key_1', digest: 'digest_1', expiresAt: 7 };

describe('file spool', () => {
  let folder: string;
  let aside: [string, number][];
  let opened: FileSpool[];
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'sekisho-spool-')), 'spool');
    aside = [];
    opened = [];
  });
  afterEach(async () => {
    for (const spool of opened) await spool.close();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  function open(over: Partial<FileSpoolOptions> = {}): FileSpool {
    const limits = { linesMax: 1000, bytesMax: 10 ** 7, segmentBytesMax: 10 ** 6, keepMsMax: 5000, atOnceMax: 4 };
    const spool = fileSpool(folder, { ...limits, onSetAside: (...it) => aside.push(it), ...over });
    opened.push(spool);
    return spool;
  }
  async function drained(spool: FileSpool): Promise<string[]> {
    const ids: string[] = [];
    const count = await spool.drain(async ({ record }) => void ids.push(record.id));
    assert.equal(count, ids.length);
    return ids;
  }
  const names = (ending: string): string[] => readdirSync(folder).filter(it => it.endsWith(ending));
  const keepAll = (spool: FileSpool, ...ids: string[]) => Promise.all(ids.map(id => spool.keep(spooled(id))));

  it('hands back what was kept as it was, oldest first, and then has nothing', async () => {
    const spool = open();
    const sealed = new Uint8Array(Array.from({ length: 256 }, (_, i) => i));
    const kept: Spooled[] = [
      {
        record: sampleRecord({ payload: { salt: 's', sealed }, accountRef: 'acc_あ\n' }, ['first-access']),
        changes: [],
        idempotency: null,
      },
      { ...spooled('scr_2'), idempotency: KEY },
    ];
    for (const it of kept) await spool.keep(it);
    assert.equal(spool.waiting(), 2);
    const got: Spooled[] = [];
    assert.equal(await spool.drain(async it => void got.push(it)), 2);
    assert.deepEqual(got, kept);
    assert.ok(got[0]?.record.payload.sealed instanceof Uint8Array);
    assert.deepEqual([spool.waiting(), await drained(spool)], [0, []]);
    await spool.close();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('has an answer on disk when it says so, in files that only their owner can read', async () => {
    const spool = open();
    await spool.keep(spooled('scr_1'));
    const [name = ''] = names('.ndjson');
    assert.match(readFileSync(join(folder, name), 'utf8'), /^\{.*"id":"scr_1".*\}\n$/);
    for (const it of readdirSync(folder)) assert.equal(statSync(join(folder, it)).mode & 0o777, 0o600, it);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('keeps the rest where restoring fails, and goes on from there', async () => {
    const spool = open();
    await keepAll(spool, 'a', 'b', 'c', 'd');
    const ids: string[] = [];
    const failing = spool.drain(async ({ record }) => {
      if (record.id === 'c') throw new Error('away again');
      ids.push(record.id);
    });
    await assert.rejects(failing, /away again/);
    assert.equal(spool.waiting(), 2);
    await spool.keep(spooled('e'));
    assert.deepEqual(
      [ids, await drained(spool)],
      [
        ['a', 'b'],
        ['c', 'd', 'e'],
      ],
    );
  });

  it('hands several accounts’ answers out at once, and one account’s one after the other', async () => {
    const spool = open({ atOnceMax: 6 });
    const ids = ['a1', 'a2', 'b1', 'a3', 'c1', 'b2', 'd1', 'd2'];
    for (const id of ids) await spool.keep(spooled(id, `acc_${id[0]}`));
    const began: string[] = [];
    let ended = 0;
    const ends: (() => void)[] = [];
    const draining = spool.drain(({ record }) => {
      began.push(record.id);
      return new Promise(resolve => {
        ends.push(() => {
          ended++;
          resolve();
        });
      });
    });
    const waves: string[] = [];
    while (ended < ids.length) {
      await eventually('some are handed out', () => ends.length > 0);
      waves.push(began.splice(0).join(' '));
      for (const end of ends.splice(0)) end();
      await turn();
    }
    assert.equal(await draining, ids.length);
    assert.deepEqual(waves, ['a1 b1 c1', 'a2 b2', 'a3', 'd1', 'd2']);
  });

  it('hands what was restored beyond a failure out no second time', async () => {
    const spool = open();
    for (const id of ['a1', 'b1', 'a2', 'b2', 'a3', 'b3']) await spool.keep(spooled(id, `acc_${id[0]}`));
    const ids: string[] = [];
    const failing = spool.drain(async ({ record }) => {
      if (record.accountRef === 'acc_a') throw new Error('away again');
      ids.push(record.id);
    });
    await assert.rejects(failing, /away again/);
    assert.deepEqual([ids, spool.waiting()], [['b1', 'b2'], 4]);
    assert.deepEqual(await drained(spool), ['a1', 'a2', 'a3', 'b3']);
  });

  it('keeps what comes while it is drained for the next time', async () => {
    const spool = open();
    await keepAll(spool, 'a', 'b');
    const ids: string[] = [];
    await spool.drain(async ({ record }) => {
      ids.push(record.id);
      await spool.keep(spooled(`after-${record.id}`));
    });
    assert.deepEqual([ids, spool.waiting()], [['a', 'b'], 2]);
    assert.deepEqual(await drained(spool), ['after-a', 'after-b']);
  });

  it('drains once where it is asked twice at the same time', async () => {
    const spool = open();
    await keepAll(spool, 'a', 'b', 'c');
    const ids: string[] = [];
    const restore = async ({ record }: Spooled) => void ids.push(record.id);
    assert.deepEqual(await Promise.all([spool.drain(restore), spool.drain(restore)]), [3, 3]);
    assert.deepEqual(ids, ['a', 'b', 'c']);
  });

  it('refuses more answers, or more bytes, than it may hold, says so, and takes them again once drained', async () => {
    const few = open({ linesMax: 3 });
    await keepAll(few, 'a', 'b', 'c');
    await assert.rejects(few.keep(spooled('d')), /is full: 3 answers/);
    assert.deepEqual(await drained(few), ['a', 'b', 'c']);
    await few.keep(spooled('d'));
    const small = open({ bytesMax: 3000 });
    await small.keep(spooled('e'));
    await assert.rejects(keepAll(small, 'f', 'g'), /is full: \d answers in \d+ bytes/);
  });

  it('lets no more of those that come at the same time in than it may hold', async () => {
    const spool = open({ linesMax: 10 });
    const ends = await Promise.allSettled(Array.from({ length: 25 }, (_, n) => spool.keep(spooled(`s${n}`))));
    assert.equal(ends.filter(it => it.status === 'fulfilled').length, 10);
    assert.deepEqual([spool.waiting(), (await drained(spool)).length], [10, 10]);
  });

  it('sets a torn last line aside, says so, and hands out the rest', async () => {
    const before = open();
    await keepAll(before, 'a', 'b');
    await before.close();
    const [name = ''] = names('.ndjson');
    appendFileSync(join(folder, name), '{"v":1,"record":{"id":"torn');
    const spool = open();
    assert.deepEqual(await drained(spool), ['a', 'b']);
    assert.deepEqual(aside, [[join(folder, `${name}.set-aside`), 1]]);
    assert.equal(readFileSync(aside[0]?.[0] ?? '', 'utf8'), '{"v":1,"record":{"id":"torn\n');
    assert.equal(spool.waiting(), 0);
  });

  const notLines: readonly [string, (line: string) => string][] = [
    ['zeros', line => '\0'.repeat(line.length)],
    ['half a line run into another', line => line.slice(0, line.length / 2) + line],
    ['another version’s', line => line.replace('"v":2', '"v":1')],
    ['one without its payload', line => line.replace('"payload"', '"load"')],
    ['one whose payload is no base64', line => line.replace('"sealed":"', '"sealed":"?')],
    ['one with a change nobody knows', line => line.replace('"kind":"count"', '"kind":"discount"')],
    ['one of a subject nobody knows', line => line.replace('"type":"account"', '"type":"person"')],
    ['one that counts backwards', line => line.replace('"by":1', '"by":-1')],
    ['one without its key', line => line.replace('"idempotency":null', '"key":null')],
    ['a number', () => '7'],
  ];
  for (const [what, broken] of notLines) {
    it(`sets aside what is not a line in the middle of a file: ${what}`, async () => {
      const before = open();
      await keepAll(before, 'a', 'b', 'c');
      await before.close();
      const file = join(folder, names('.ndjson')[0] ?? '');
      const [first, second = '', third] = readFileSync(file, 'utf8').split('\n');
      assert.notEqual(broken(second), second);
      writeFileSync(file, `${[first, broken(second), third].join('\n')}\n`);
      assert.deepEqual(await drained(open()), ['a', 'c']);
      assert.equal(aside[0]?.[1], 1);
    });
  }

  it('leaves the files of a process that lives alone, and takes those of one that has closed', async () => {
    const [one, other] = [open(), open()];
    await keepAll(one, 'a', 'b');
    await other.keep(spooled('c'));
    assert.deepEqual(await drained(other), ['c']);
    await one.close();
    assert.deepEqual(await drained(other), ['a', 'b']);
    await other.close();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('refuses answers once closed, and drains none', async () => {
    const spool = open();
    await spool.keep(spooled('a'));
    await spool.close();
    await assert.rejects(spool.keep(spooled('b')), /closed/);
    assert.deepEqual(await drained(spool), []);
  });
});
