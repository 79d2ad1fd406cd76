import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { closing } from '../support/closing.ts';
import { gateClient, JSON_TYPE, question } from '../support/gate-client.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startServer, type TestServer } from '../support/server.ts';

const ROUNDS = 3;
const CALLERS = 16;
const SEED = 20_261_121;

/** Asks until the connection breaks, and notes what was answered. */
async function askUntilKilled(server: TestServer, note: (id: string) => void): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
  const { bearer } = gateClient(server.url);
  const askOnce = (account: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = { ...bearer, ...JSON_TYPE };
      const asked = request(`${server.url}/v1/screenings`, { method: 'POST', headers, agent }, reply => {
        let text = '';
        reply.setEncoding('utf8').on('data', part => (text += part));
        reply.on('end', () => (reply.statusCode === 200 ? resolve(JSON.parse(text).id) : reject(new Error(text))));
        reply.on('error', reject);
      });
      asked.on('error', reject).end(JSON.stringify(question({ account: { id: account } })));
    });
  const caller = async (n: number): Promise<void> => {
    for (let i = 0; ; i++) note(await askOnce(`caller-${n}-${i}`));
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, n) => caller(n).catch(() => undefined)));
  agent.destroy();
}

describe('security: an answered screening is stored', function () {
  this.timeout(60_000);
  const close = closing();

  it(`has every one of them after being killed in the middle of the load, ${ROUNDS} times (seed ${SEED})`, async () => {
    const random = seededRandom(SEED);
    const answered: string[] = [];
    let server = await startServer();
    close(() => server.stop());
    for (let round = 0; round < ROUNDS; round++) {
      const until = answered.length + 200 + Math.floor(random.between(0, 100));
      const exited = new Promise(resolve => server.process.once('exit', resolve));
      await askUntilKilled(server, id => {
        answered.push(id);
        if (answered.length === until) server.process.kill('SIGKILL');
      });
      await exited;
      server = await startServer({ dataFolder: server.dataFolder });
    }
    assert.ok(answered.length >= 500, `${answered.length} answered`);
    assert.equal(new Set(answered).size, answered.length);

    const gate = gateClient(server.url);
    const stored = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof gate.search>> = await gate.search({
        limit: '100',
        ...(cursor === null ? {} : { cursor }),
      });
      for (const { id } of page.items) stored.add(id);
      cursor = page.next;
    } while (cursor !== null);
    assert.deepEqual(
      answered.filter(id => !stored.has(id)),
      [],
    );
    // Stored and not answered may be: at most what was in work when the power went.
    assert.ok(stored.size - answered.length <= ROUNDS * CALLERS, `${stored.size} stored, ${answered.length} answered`);
  });
});
