import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { assertProblem, gateClient } from '../support/gate-client.ts';
import { skipFor } from '../support/parts.ts';
import { AS_SHIPPED, startServer } from '../support/server.ts';
import { smallDisk } from '../support/small-disk.ts';
import { assertNothingLost, assertNothingTwice } from './nothing-lost.ts';
import { steadyLoad } from './steady-load.ts';

const DISK_MB = 48;
const LEFT_BYTES = 600_000;
const ENOUGH = 50;

describe('faults: the disk of the embedded store is full', function () {
  this.timeout(60_000);
  const close = closing();
  const closeEach = closing('afterEach');

  it('answers nothing that it cannot store, and answers on, without a restart, when there is room again; nothing answered is lost', async function () {
    const disk = smallDisk(DISK_MB);
    if (disk === null)
      return skipFor(this, 'this process may not mount a small file system (it must be root, outside of a jail)');
    close(async () => disk.close());
    const dataFolder = join(disk.folder, 'data');
    const server = await startServer({ dataFolder, env: AS_SHIPPED });
    close(() => server.stop());
    const gate = gateClient(server.url);
    const load = steadyLoad([gate]);
    closeEach(load.stop);
    await eventually('answers before', () => load.answered().length >= ENOUGH);
    disk.fill(LEFT_BYTES);
    const refused = () => load.asked.filter(it => it.answer === null);
    await eventually('refusals', () => refused().length >= ENOUGH, { withinMs: 30_000 });
    await eventually('not ready', async () => (await gate.get('/health/ready', {})).status === 503);
    assert.equal((await gate.get('/health/live', {})).status, 200);
    const freedAt = performance.now();
    disk.free();
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
    const db = new DatabaseSync(join(dataFolder, 'sekisho.db'));
    assert.deepEqual({ ...db.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
    db.close();
  });
});
