import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { gateClient } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { askPostgres } from '../support/postgres-session.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { startStore } from '../support/stores.ts';

describe('cli: outbox', function () {
  this.timeout(60_000);
  const close = closing();

  it('lists what PostgreSQL refused, and puts it back with all that belongs to it', async function () {
    needs(this, 'redis', 'postgres');
    const store = await startStore('redis+postgres');
    close(store.stop);
    const server = await startServer({ env: store.env });
    close(() => server.stop());
    const gate = gateClient(server.url);
    const postgres = (text: string) => askPostgres(store.env['SEKISHO_POSTGRES_URL'] ?? '', text);
    const lines = async () => (await server.cli('outbox', 'list')).split('\n').filter(it => it !== '');
    const kept = async () => {
      const { items } = await gate.search({ limit: '100' });
      return items.map(it => `${it.id} ${it.outcomes.length}`);
    };
    assert.deepEqual(await lines(), []);
    await postgres(`ALTER TABLE screenings ADD CONSTRAINT broken CHECK (verdict <> 'REVIEW') NOT VALID`);
    const refused: string[] = [];
    for (const id of ['a', 'b', 'c']) {
      const asked = await gate.ask({ account: { id }, token: null });
      assert.equal(asked.verdict, 'REVIEW');
      refused.push(asked.id);
    }
    // Where it took none at all it would be PostgreSQL's own fault: others come meanwhile.
    const taken: string[] = [];
    const oneMore = async (): Promise<void> => {
      const { id, verdict } = await gate.ask({ account: { id: 'd' }, token: await gate.field() });
      assert.equal(verdict, 'OK');
      taken.unshift(`${id} 0`);
    };
    const areSetAside = async (): Promise<boolean> => {
      await oneMore();
      return (await lines()).length === 3;
    };
    await eventually('they are set aside', areSetAside, { withinMs: 30_000 });
    await eventually('the others are moved', async () => (await kept()).join() === taken.join());
    await gate.outcome(refused[0] ?? '', { result: 'fraud' });
    const listed = await lines();
    assert.deepEqual(listed.map(it => it.split('  ')[2]?.split(':')[1]).toSorted(), refused.toSorted());
    for (const it of listed) {
      assert.match(it, /^\d+-\d+ {2}sk:\{o:\d+\}:dead {2}\S+ {2}screening {2}20\d\d-\S+Z {2}".*broken.*"$/);
    }
    await postgres('ALTER TABLE screenings DROP CONSTRAINT broken');
    await assertRefused(server, ['retry', '1-1'], /There is no dead letter 1-1: .*list/);
    await assertRefused(server, ['retry'], /npm run outbox -- list/);
    await assertRefused(server, ['drop', 'all'], /npm run outbox -- list/);
    const first = listed.find(it => it.includes(refused[0] ?? '-'))?.split('  ')[0] ?? '';
    assert.ok((await server.cli('outbox', 'retry', first)).includes(refused[0] ?? '-'));
    await eventually('it is moved', async () => (await kept()).includes(`${refused[0]} 1`));
    await server.cli('outbox', 'retry', 'all');
    assert.deepEqual(await lines(), []);
    await eventually('all are moved', async () => (await kept()).length === taken.length + 3);
    assert.equal(await server.cli('outbox', 'retry', 'all'), '');
  });

  it('says that one machine alone has no outbox', async () => {
    const server = await startServer();
    close(() => server.stop());
    await assertRefused(server, ['list'], /No Redis is set: set SEKISHO_REDIS_URL/);
  });
});

async function assertRefused({ cli }: TestServer, args: readonly string[], says: RegExp): Promise<void> {
  await assert.rejects(cli('outbox', ...args), says);
}
