import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileSpool, fileSpool } from '../../server/adapters/file-spool.ts';
import type { Spooled } from '../../server/ports/state.ts';
import { sampleRecord, sampleSpooled } from '../contract/sample-record.ts';
import { skipFor } from '../support/parts.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk.ts';

const spooled = (id: string): Spooled => sampleSpooled({ record: sampleRecord({ id }) });

type Started = {
  readonly kill: () => Promise<void>;
  /** Once it has written so many lines. */
  readonly hasLines: (many: number) => Promise<void>;
  /** Whole ones, so far. */
  readonly lines: () => string[];
};

describe('file spool', () => {
  let folder: string;
  let aside: [string, number][];
  let opened: FileSpool[];
  let children: ChildProcess[];
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'sekisho-spool-')), 'spool');
    aside = [];
    opened = [];
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    for (const spool of opened) await spool.close();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  function open(): FileSpool {
    const limits = { linesMax: 1000, bytesMax: 10 ** 7, segmentBytesMax: 10 ** 6, keepMsMax: 5000, atOnceMax: 4 };
    const spool = fileSpool(folder, { ...limits, onSetAside: (...it) => aside.push(it) });
    opened.push(spool);
    return spool;
  }
  async function drained(spool: FileSpool): Promise<string[]> {
    const ids: string[] = [];
    await spool.drain(async ({ record }) => void ids.push(record.id));
    return ids;
  }
  const keepAll = (spool: FileSpool, ...ids: string[]) => Promise.all(ids.map(id => spool.keep(spooled(id))));

  describe('when processes die', function () {
    this.timeout(60_000);

    function start(does: 'keep' | 'drain' | 'erase', name: string): Started {
      const file = join(import.meta.dirname, '../support/spool-process.ts');
      const child = spawn(process.execPath, [file, folder, does, name], { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      // Its output is whole with `close`, not with `exit`.
      const closed = once(child, 'close');
      let text = '';
      child.stdout?.setEncoding('utf8').on('data', part => {
        text += part;
      });
      return {
        kill: async () => {
          child.kill('SIGKILL');
          await closed;
        },
        hasLines: async many => {
          while (text.split('\n').length <= many && child.stdout !== null) await once(child.stdout, 'data');
        },
        lines: () =>
          text
            .slice(0, text.lastIndexOf('\n') + 1)
            .split('\n')
            .slice(0, -1),
      };
    }
    const missing = (kept: readonly string[], ids: readonly string[]) => {
      const had = new Set(ids);
      return kept.filter(it => !had.has(it));
    };
    const idsOf = (lines: readonly string[]) => lines.map(it => it.split(' ')[1] ?? '').filter(it => it !== '');

    it('has every answer of processes that were killed while they kept them, each once', async () => {
      const keepers = ['one', 'two', 'three'].map(name => start('keep', name));
      await Promise.all(keepers.map(it => it.hasLines(200)));
      const spool = open();
      assert.deepEqual(await drained(spool), [], 'they live');
      for (const { kill } of keepers) await kill();
      const kept = idsOf(keepers.flatMap(it => it.lines()));
      const ids = await drained(spool);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(missing(kept, ids), []);
      await spool.close();
      assert.deepEqual(readdirSync(folder), []);
    });

    it('lets one of several take a dead one’s files', async () => {
      const { kill, hasLines, lines } = start('keep', 'dead');
      await hasLines(200);
      await kill();
      const ids = (await Promise.all([open(), open(), open()].map(drained))).flat();
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(missing(idsOf(lines()), ids), []);
    });

    it('has erased what it said, and lost none of the others’, where an erasure was killed', async () => {
      const refs = Array.from({ length: 200 }, (_, n) => `acc_${String(n).padStart(33, '0')}`);
      const before = open();
      const idOf = (ref: string, n: number): string => `${ref}/${n}`;
      for (const n of [0, 1, 2, 3]) {
        await Promise.all(
          refs.map(accountRef =>
            before.keep(sampleSpooled({ record: sampleRecord({ id: idOf(accountRef, n), accountRef }) })),
          ),
        );
      }
      await before.close();
      const erased: string[] = [];
      for (const enough of [1, 7, 20, 40]) {
        const left = refs.filter(it => !erased.includes(it)).slice(0, -5);
        const { kill, hasLines, lines } = start('erase', left.join(','));
        await hasLines(enough);
        await kill();
        erased.push(...idsOf(lines()));
      }
      const bytes = readdirSync(folder).map(it => readFileSync(join(folder, it), 'latin1'));
      assert.deepEqual(
        erased.filter(ref => bytes.some(it => it.includes(ref))),
        [],
      );
      const ids = await drained(open());
      // One that was being erased may be gone without its being said.
      const lost = refs.filter(it => !erased.includes(it) && !ids.includes(idOf(it, 0)));
      assert.ok(lost.length <= 4, `${lost.length} lost`);
      const rest = refs.filter(it => !erased.includes(it) && !lost.includes(it));
      assert.ok(rest.length >= 5);
      assert.deepEqual(ids.toSorted(), rest.flatMap(ref => [0, 1, 2, 3].map(n => idOf(ref, n))).toSorted());
    });

    it('hands out at most one batch again where a drain was killed', async () => {
      const before = open();
      const all = Array.from({ length: 300 }, (_, n) => `s${n}`);
      await keepAll(before, ...all);
      await before.close();
      const restored: string[] = [];
      for (let deaths = 0; deaths < 3; deaths++) {
        const { kill, hasLines, lines } = start('drain', '');
        await hasLines(30);
        await kill();
        restored.push(...idsOf(lines()));
      }
      restored.push(...(await drained(open())));
      assert.deepEqual([...new Set(restored)].toSorted(), all.toSorted());
      assert.ok(restored.length <= all.length + 3 * 4, `${restored.length} for ${all.length}`);
    });
  });

  describe('on a disk that is full', () => {
    let disk: SmallDisk | null;
    beforeEach(function () {
      disk = smallDisk(1);
      if (disk === null) return skipFor(this, 'this process may not mount a tmpfs (it must be root’s)');
      disk.fill(256 * 1024);
      folder = join(disk.folder, 'spool');
    });
    afterEach(async () => {
      for (const spool of opened) await spool.close();
      disk?.close();
    });

    it('refuses what does not fit, hands back all that it took, and takes more once there is room', async () => {
      const spool = open();
      const took: string[] = [];
      const refused: unknown[] = [];
      for (let n = 0; refused.length < 20; n++) {
        await spool.keep(spooled(`s${n}`)).then(
          () => took.push(`s${n}`),
          error => refused.push(error),
        );
      }
      assert.ok(took.length > 50, `${took.length} fitted`);
      for (const error of refused) assert.match(String(error), /cannot be written/);
      assert.equal(Reflect.get((refused[0] as Error).cause as Error, 'code'), 'ENOSPC');
      assert.equal(spool.waiting(), took.length);
      assert.ok(readdirSync(folder).filter(it => it.endsWith('.ndjson')).length <= 2, 'no file for each attempt');
      assert.deepEqual(await drained(spool), took);
      await spool.keep(spooled('again'));
      assert.deepEqual([await drained(spool), aside], [['again'], []]);
    });
  });
});
