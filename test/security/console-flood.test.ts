import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { LIMITS } from '../../server/limits.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { assertProblem, type GateClient, gateClient, type Reply } from '../support/gate-client.ts';
import { serverOver } from '../support/over-store.ts';
import { STORES } from '../support/stores.ts';

const SEARCHES = LIMITS.consoleInWorkMax + LIMITS.consoleWaitingMax + 100;
/** Generator, gate and store share the test machine's cores. */
const SCREENING_MS_MAX = 500;

for (const store of STORES) {
  describe(`security: a flood of searches, over ${store}`, function () {
    this.timeout(60_000);
    const close = closing();
    let gate: GateClient;

    before(async function () {
      const server = await serverOver(store, this, close);
      gate = gateClient(server.url);
      for (let i = 0; i < 200; i++) await gate.ask({ account: { id: `kept-${i}` } });
    });

    /** Over connections that are open already: the runtime takes one new one a turn, and none would ever have to wait. */
    function get(agent: Agent, path: string): Promise<Reply> {
      return new Promise((resolve, reject) => {
        const asked = request(`${gate.url}${path}`, { agent, headers: gate.bearer }, async reply => {
          let text = '';
          for await (const part of reply) text += String(part);
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text });
        });
        asked.on('error', reject).end();
      });
    }
    const flood = (agent: Agent, path: string): Promise<Reply[]> =>
      Promise.all(Array.from({ length: SEARCHES }, () => get(agent, path)));

    it('is refused beyond what may wait, and leaves screenings, health and metrics answered', async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: SEARCHES });
      close(async () => agent.destroy());
      await flood(agent, '/health/live');
      let searching = true;
      const ended = flood(agent, '/v1/screenings?limit=100').finally(() => {
        searching = false;
      });
      const waits: number[] = [];
      let inWorkMost = 0;
      while (searching) {
        const started = performance.now();
        await gate.ask({ account: { id: `flooded-${waits.length}` } });
        waits.push(performance.now() - started);
        assert.equal((await gate.get('/health/ready')).status, 200);
        inWorkMost = Math.max(inWorkMost, await gate.metric('sekisho_lane_in_work', { lane: 'console' }));
      }
      const replies = await ended;
      const busy = replies.filter(it => it.status !== 200);
      for (const reply of busy) {
        assertProblem(reply, 'busy');
        assert.equal(reply.headers['retry-after'], String(LIMITS.retryAfterS));
      }
      assert.ok(busy.length >= 50 && busy.length <= 150, `${busy.length} of ${SEARCHES} were refused`);
      assert.ok(inWorkMost <= LIMITS.consoleInWorkMax, `${inWorkMost} in work`);
      // Behind the searches all would wait: a few may have met a machine that is busy with others.
      const slow = waits.filter(it => it >= SCREENING_MS_MAX).length;
      assert.ok(slow <= waits.length / 3, `${waits.length} screenings: ${waits.map(Math.round)} ms`);
      const met = await gate.metric('sekisho_limits_hit_total', { limit: 'consoleWaitingMax' });
      assert.equal(met, busy.length);
    });

    it('is over when it is over', async () => {
      await eventually('nothing waits', async () => (await gate.metric('sekisho_lane_waiting')) === 0);
      assert.equal((await gate.search({ limit: '1' })).items.length, 1);
      assert.equal(await gate.metric('sekisho_lane_in_work', { lane: 'console' }), 0);
    });
  });
}
