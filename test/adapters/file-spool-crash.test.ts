import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileSpool, fileSpool } from '../../server/adapters/file-spool.ts';
import type { Spooled } from '../../server/ports/state.ts';
import { sampleRecord, sampleSpooled } from '../contract/sample-record.ts';
import { eventually } from '../support/eventually.ts';
import { skipFor } from '../support/parts.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk.ts';

const spooled = (id: string): Spooled => sampleSpooled({ record: sampleRecord({ id }) });

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
    const limits = { linesMax: 1000, bytesMax: 10 ** 7, segmentBytesMax: 10 ** 6, keepMsMax: 5000 };
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

    function start(does: 'keep' | 'drain', name: string): { child: ChildProcess; lines: () => string[] } {
      const file = join(import.meta.dirname, '../support/spool-process.ts');
      const child = spawn(process.execPath, [file, folder, does, name], { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      let text = '';
      child.stdout?.setEncoding('utf8').on('data', part => {
        text += part;
      });
      return {
        child,
        lines: () =>
          text
            .slice(0, text.lastIndexOf('\n') + 1)
            .split('\n')
            .slice(0, -1),
      };
    }
    async function kill(child: ChildProcess): Promise<void> {
      child.kill('SIGKILL');
      // Its output is whole with `close`, not with `exit`.
      await once(child, 'close');
    }
    const missing = (kept: readonly string[], ids: readonly string[]) => {
      const had = new Set(ids);
      return kept.filter(it => !had.has(it));
    };
    const idsOf = (lines: readonly string[]) => lines.map(it => it.split(' ')[1] ?? '').filter(it => it !== '');

    it('has every answer of processes that were killed while they kept them, each once', async () => {
      const keepers = ['one', 'two', 'three'].map(name => start('keep', name));
      await eventually('all keep', () => keepers.every(it => it.lines().length > 200));
      const spool = open();
      assert.deepEqual(await drained(spool), [], 'they live');
      for (const { child } of keepers) await kill(child);
      const kept = idsOf(keepers.flatMap(it => it.lines()));
      const ids = await drained(spool);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(missing(kept, ids), []);
      await spool.close();
      assert.deepEqual(readdirSync(folder), []);
    });

    it('lets one of several take a dead one’s files', async () => {
      const { child, lines } = start('keep', 'dead');
      await eventually('it keeps', () => lines().length > 200);
      await kill(child);
      const ids = (await Promise.all([open(), open(), open()].map(drained))).flat();
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(missing(idsOf(lines()), ids), []);
    });

    it('hands out at most one answer again where a drain was killed', async () => {
      const before = open();
      const all = Array.from({ length: 300 }, (_, n) => `s${n}`);
      await keepAll(before, ...all);
      await before.close();
      const restored: string[] = [];
      for (let deaths = 0; deaths < 3; deaths++) {
        const { child, lines } = start('drain', '');
        await eventually('it drains', () => lines().length > 30);
        await kill(child);
        restored.push(...idsOf(lines()));
      }
      restored.push(...(await drained(open())));
      assert.deepEqual([...new Set(restored)].toSorted(), all.toSorted());
      assert.ok(restored.length <= all.length + 3, `${restored.length} for ${all.length}`);
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
