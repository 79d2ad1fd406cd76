import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LIMITS } from '../../server/limits.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { type GateClient, gateClient, metricIn, send } from '../support/gate-client.ts';
import { childrenOf } from '../support/own-process.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** A connection of its own: the next one may come to another process. */
const ALONE = { connection: 'close' } as const;
const WORKERS = 3;

describe('api: npm start -- --workers N', function () {
  this.timeout(60_000);
  const close = closing();
  let server: TestServer;
  let gate: GateClient;

  before(async () => {
    server = await startServer({ args: ['--workers', String(WORKERS)], env: { SEKISHO_LOG: 'info' } });
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const workers = () => childrenOf(server.process.pid ?? 0);
  const logged = () =>
    server.output.stderr
      .split('\n')
      .filter(it => it.startsWith('{') && it.endsWith('}'))
      .map(it => JSON.parse(it));
  const answeredBy = (): ReadonlySet<number> =>
    new Set(
      logged()
        .filter(it => it.msg === 'request' && it.route === '/v1/screenings')
        .map(it => it.worker),
    );
  const ask = (id: string) => gate.ask({ account: { id } }, ALONE);
  const metric = async (name: string, labels: Readonly<Record<string, string>> = {}) =>
    metricIn((await send(server.url, '/metrics', { headers: ALONE })).text, name, labels);
  const counted = () => metric('sekisho_screenings_total');
  const running = () => metric('sekisho_workers_running');

  it('says once where it listens, when all do', () => {
    assert.equal(server.output.stdout.match(/sekisho listening on /g)?.length, 1);
    assert.equal(server.output.stdout.match(/demo bank/g)?.length, 1);
    assert.equal(workers().length, WORKERS);
  });

  it('answers from each of them, each knowing what the others did', async () => {
    const { id } = await ask('shared');
    await eventually('each has answered', async () => {
      await Promise.all(Array.from({ length: 4 * WORKERS }, () => ask('shared')));
      return answeredBy().size === WORKERS;
    });
    for (let i = 0; i < 2 * WORKERS; i++) {
      const { status } = await send(server.url, `/v1/screenings/${id}`, { headers: { ...gate.bearer, ...ALONE } });
      assert.equal(status, 200);
    }
  });

  it('lets the demo in through any of them, with a key that no argument and no environment shows', async () => {
    for (let i = 0; i < 2 * WORKERS; i++) {
      const { status, text } = await send(server.url, '/demo/login', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...ALONE },
        body: 'username=hanako%40example.com&password=correct-horse-battery',
      });
      assert.equal(status, 200);
      assert.match(text, /data-verdict="(OK|REVIEW|NG)"/);
    }
    for (const pid of [server.process.pid, ...workers()]) {
      for (const what of ['cmdline', 'environ']) {
        assert.doesNotMatch(readFileSync(`/proc/${pid}/${what}`, 'utf8'), /sk_[\w-]{20}/, what);
      }
    }
  });

  it('adds up in /metrics what all of them counted, whichever is asked', async () => {
    const before = await counted();
    for (let i = 0; i < 2 * WORKERS; i++) await ask('counted');
    for (let i = 0; i < 2 * WORKERS; i++) {
      assert.equal(await running(), WORKERS);
      assert.equal(await counted(), before + 2 * WORKERS);
    }
  });

  it('deletes what has expired in one of them, and in another when that one ends', async () => {
    const retiring = () => metric('sekisho_store_seconds_count', { store: 'records', operation: 'retire' });
    assert.equal(await eventually('one retires', retiring), 1);
    const [first = 0] = workers();
    process.kill(first, 'SIGKILL');
    await eventually('another retires', async () => (await retiring()) === 2);
  });

  it('replaces one that was killed, answers meanwhile, and counts on', async () => {
    await eventually('all run', async () => (await running()) === WORKERS);
    const before = await counted();
    const [victim = 0, ...others] = workers();
    process.kill(victim, 'SIGKILL');
    await eventually('it is gone', () => !workers().includes(victim));
    for (let i = 0; i < WORKERS; i++) assert.ok((await ask('meanwhile')).id.startsWith('scr_'));
    assert.equal(await counted(), before + WORKERS, 'what the dead one counted is not forgotten');
    await eventually('another listens', async () => (await running()) === WORKERS);
    const now = workers();
    assert.ok(others.every(it => now.includes(it)) && !now.includes(victim));
    assert.equal(await metric('sekisho_workers_restarted_total'), 2);
    const said = logged().filter(it => it.msg === 'a worker ended: another takes its place');
    assert.deepEqual(
      said.map(it => [it.how, it.level, it.againInMs]),
      [
        ['SIGKILL', 50, LIMITS.workerAgainMs],
        ['SIGKILL', 50, 2 * LIMITS.workerAgainMs],
      ],
    );
    assert.equal(server.output.stdout.match(/sekisho listening on /g)?.length, 1);
  });

  it('comes back on the same port when all of them were killed', async function () {
    this.timeout(60_000);
    const dead = workers();
    for (const pid of dead) process.kill(pid, 'SIGKILL');
    const runAgain = async () => {
      const count = await running().catch(() => 0);
      return count === WORKERS && !workers().some(it => dead.includes(it));
    };
    const back = await eventually('all run again', runAgain, { withinMs: 30_000 });
    assert.ok(back);
    assert.ok((await ask('afterwards')).id.startsWith('scr_'));
    assert.equal((await send(server.url, '/demo/login')).status, 200, 'the demo is as it was');
  });

  it('answers what is in work at SIGTERM, ends all of them, and exits with 0', async () => {
    const asked = Array.from({ length: 30 }, (_, i) =>
      ask(`last-${i}`).then(
        it => it.id,
        (error: Error) => error,
      ),
    );
    await Promise.race(asked);
    const [pids, exited] = [workers(), new Promise(resolve => server.process.once('exit', resolve))];
    server.process.kill('SIGTERM');
    assert.equal(await exited, 0);
    const outcomes = await Promise.all(asked);
    // One that came too late was refused as a connection; none was cut off.
    const cut = outcomes.filter(it => it instanceof Error && !/ECONNREFUSED|ECONNRESET/.test(it.message));
    assert.deepEqual(cut, []);
    assert.deepEqual(
      pids.filter(pid => isAlive(pid)),
      [],
    );
    const again = await startServer({ dataFolder: server.dataFolder });
    close(() => again.stop());
    for (const id of outcomes.filter(it => typeof it === 'string')) {
      assert.equal((await gateClient(again.url).read(id)).id, id);
    }
  });
});

describe('api: a primary process that is killed', function () {
  this.timeout(30_000);

  it('leaves none of its workers behind', async () => {
    const server = await startServer({ args: ['--workers=2'] });
    const pids = childrenOf(server.process.pid ?? 0);
    assert.equal(pids.length, 2);
    server.process.kill('SIGKILL');
    await eventually('all are gone', () => !pids.some(isAlive));
    await server.stop();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
