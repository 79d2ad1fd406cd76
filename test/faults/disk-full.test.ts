import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { assertProblem, gateClient } from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { smallDisk } from '../support/small-disk.ts';
import { assertNothingLost, assertNothingTwice } from './nothing-lost.ts';
import { steadyLoad } from './steady-load.ts';

const DISK_MB = 48;
const LEFT_BYTES = 600_000;
const ENOUGH = 50;

type FullDisk = {
  readonly what: string;
  readonly folder: string;
  fill(server: TestServer): void;
  free(server: TestServer): void;
};

/** A file system of its own, or, where none may be mounted, the kernel's bound on the size of a process' files. */
function fullDisk(): FullDisk & { close: () => void } {
  const disk = smallDisk(DISK_MB);
  if (disk !== null) {
    const { folder, fill, free, close } = disk;
    return { what: 'its disk', folder, fill: () => fill(LEFT_BYTES), free, close };
  }
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bounded-'));
  const bound = (server: TestServer, size: string) =>
    execFileSync('prlimit', ['--pid', String(server.process.pid), `--fsize=${size}:unlimited`]);
  return {
    what: 'the size its files may have',
    folder,
    fill: server => bound(server, String(statSync(join(folder, 'sekisho.db-wal')).size + LEFT_BYTES)),
    free: server => bound(server, 'unlimited'),
    close: () => {},
  };
}

describe('faults: the disk of the embedded store is full', function () {
  this.timeout(60_000);
  const close = closing();
  const closeEach = closing('afterEach');

  it('answers nothing that it cannot store, and answers on, without a restart, when there is room again; nothing answered is lost', async () => {
    const disk = fullDisk();
    close(async () => disk.close());
    const server = await startServer({ dataFolder: disk.folder });
    close(() => server.stop());
    const gate = gateClient(server.url);
    const load = steadyLoad([gate]);
    closeEach(load.stop);
    await eventually('answers before', () => load.answered().length >= ENOUGH);
    disk.fill(server);
    const refused = () => load.asked.filter(it => it.answer === null);
    await eventually(`refusals when ${disk.what} is used up`, () => refused().length >= ENOUGH, { withinMs: 30_000 });
    await eventually('not ready', async () => (await gate.get('/health/ready', {})).status === 503);
    assert.equal((await gate.get('/health/live', {})).status, 200);
    const freedAt = performance.now();
    disk.free(server);
    await eventually('answers after', () => {
      const last = load.asked.slice(-ENOUGH);
      return last.every(it => it.answer !== null && it.answer.degraded === undefined && it.sentAt > freedAt);
    });
    await eventually('ready', async () => (await gate.get('/health/ready', {})).status === 200);
    await load.stop();

    for (const { reply } of refused()) {
      assert.ok(!(reply instanceof Error), String(reply));
      assertProblem(reply, 'state-away');
      assert.match(String(reply.headers['retry-after']), /^[1-9]\d*$/);
    }
    await assertNothingLost(gate, load.answered());
    await assertNothingTwice(gate, load.answered());
    await server.stop({ keepData: true });
    const db = new DatabaseSync(join(disk.folder, 'sekisho.db'));
    assert.deepEqual({ ...db.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
    db.close();
  });
});
