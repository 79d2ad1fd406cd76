import assert from 'node:assert/strict';
import { Client } from 'pg';
import { type AccountData, accountDataSchema, erasedAccountSchema } from '../../shared/wire/account-data.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import {
  addSite,
  assertProblem,
  CLIENT_IP,
  type GateClient,
  gateClient,
  keyHolds,
  type Reply,
  send,
} from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { startStore } from '../support/stores.ts';

const EMAIL = 'hanako+canary@example.jp';

describe('api: an account’s data', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;
  let other: GateClient;

  before(async () => {
    server = await startServer({ env: { SEKISHO_LOG: 'debug' } });
    close(() => server.stop());
    gate = gateClient(server.url);
    other = await addSite(server, 'other');
  });

  const addressOf = (ref: string): string => `/v1/accounts/${encodeURIComponent(ref)}/data`;
  const exported = async (ref: string, by = gate, query = ''): Promise<AccountData> => {
    const reply = await by.get(`${addressOf(ref)}${query}`);
    assert.equal(reply.status, 200, reply.text);
    return accountDataSchema.parse(JSON.parse(reply.text));
  };
  const sendErase = (ref: string, by = gate): Promise<Reply> =>
    send(server.url, addressOf(ref), { method: 'DELETE', headers: by.bearer });
  const erased = async (ref: string, by = gate) => {
    const reply = await sendErase(ref, by);
    assert.equal(reply.status, 200, reply.text);
    return erasedAccountSchema.parse(JSON.parse(reply.text));
  };

  /** The other site's. */
  const withScope = async (scope: string): Promise<GateClient> => {
    const key = (await server.cli('keys', 'other', '--scope', scope)).trim();
    await keyHolds(server.url, key);
    return gateClient(server.url, { key });
  };

  it('is given out whole by one call, and deleted by another', async () => {
    const account = { id: 'taro/山田@example.jp', email: EMAIL };
    const asked = await gate.ask({ account, token: await gate.field() });
    await gate.outcome(asked.id, { result: 'legit' });
    const { history, screenings, next } = await exported(account.id);
    assert.equal(next, null);
    assert.equal(history[0]?.ref, asked.account?.ref);
    assert.deepEqual(
      screenings.map(it => [it.id, it.outcomes.length]),
      [[asked.id, 1]],
    );
    assert.ok(JSON.stringify(screenings[0]?.personal).includes(EMAIL));
    assert.ok(JSON.stringify(screenings[0]?.personal).includes(CLIENT_IP));
    assert.deepEqual(await erased(account.id), { screenings: 1 });
    assert.deepEqual(await exported(account.id), { history: [], listed: [], screenings: [], next: null });
    assertProblem(await gate.get(`/v1/screenings/${asked.id}`), 'screening-unknown');
    assert.deepEqual(await erased(account.id), { screenings: 0 });
  });

  it('comes a page at a time', async () => {
    const account = { id: 'pages' };
    const ids: string[] = [];
    for (const _ of [1, 2, 3]) ids.push((await gate.ask({ account })).id);
    const first = await exported('pages', gate, '?limit=2');
    const second = await exported('pages', gate, `?limit=2&cursor=${first.next}`);
    assert.equal(second.next, null);
    assert.deepEqual([...first.screenings, ...second.screenings].map(it => it.id).sort(), ids.sort());
    for (const query of ['?limit=0', '?limit=101', '?cursor=x', '?from=2026-01-01']) {
      assertProblem(await gate.get(addressOf('pages') + query), 'fields-invalid');
    }
  });

  it('is another site’s own', async () => {
    await gate.ask({ account: { id: 'shared' } });
    await other.ask({ account: { id: 'shared' } });
    const owner = await withScope('manage,read');
    assert.equal((await exported('shared', owner)).screenings.length, 1);
    assert.deepEqual(await erased('shared', owner), { screenings: 1 });
    assert.equal((await exported('shared')).screenings.length, 1);
  });

  it('needs a key that may manage', async () => {
    const address = addressOf('nobody');
    const reader = await withScope('screen,outcome,read,admin');
    assertProblem(await reader.get(address), 'scope-missing');
    assertProblem(await sendErase('nobody', reader), 'scope-missing');
    assertProblem(await send(server.url, address), 'key-missing');
    assertProblem(await send(server.url, address, { method: 'DELETE' }), 'key-missing');
    assertProblem(await send(server.url, address, { method: 'POST', headers: gate.bearer }), 'method-not-allowed');
  });

  it('is erased with a line in the log that names nobody', async () => {
    const account = { id: 'log-canary', email: EMAIL };
    const { account: named } = await gate.ask({ account });
    await exported(account.id);
    await erased(account.id);
    await erased(named?.ref ?? '');
    const { stdout, stderr } = server.output;
    assert.match(stdout + stderr, /an account was erased/);
    for (const trace of [account.id, EMAIL, named?.ref ?? 'none']) {
      assert.ok(!(stdout + stderr).includes(trace), `${trace} in the log`);
    }
  });
});

describe('api: an account’s data in a cluster', function () {
  this.timeout(60_000);
  const close = closing();
  before(function () {
    needs(this, 'redis', 'postgres');
  });

  it('is given out whole while some of it waits to be moved, and then the same', async () => {
    const store = await startStore('redis+postgres');
    close(store.stop);
    const server = await startServer({ env: store.env });
    close(() => server.stop());
    const gate = gateClient(server.url);
    const ask = async () => (await gate.ask({ account: { id: 'taro' } })).id;
    const pages = async (): Promise<string[]> => {
      const ids: string[] = [];
      for (let cursor = ''; ; ) {
        const reply = await gate.get(`/v1/accounts/taro/data?limit=2${cursor}`);
        assert.equal(reply.status, 200, reply.text);
        const { screenings, next } = accountDataSchema.parse(JSON.parse(reply.text));
        ids.push(...screenings.map(it => `${it.id} ${it.outcomes.length} ${it.personal !== null}`));
        if (next === null) return ids;
        cursor = `&cursor=${next}`;
      }
    };
    const isMoved = async () => (await gate.search({ limit: '100' })).items.length;
    const first = await ask();
    await eventually('it is moved', async () => (await isMoved()) === 1);
    const session = new Client({ connectionString: store.env['SEKISHO_POSTGRES_URL'] });
    await session.connect();
    const ids = [first];
    let held: string[];
    try {
      // PostgreSQL answers, and takes no record meanwhile.
      await session.query('BEGIN; LOCK TABLE screenings IN EXCLUSIVE MODE');
      for (const _ of [1, 2, 3, 4]) ids.unshift(await ask());
      await gate.outcome(first, { result: 'legit' });
      assert.equal(await isMoved(), 1);
      held = await pages();
    } finally {
      await session.end();
    }
    assert.deepEqual(
      held,
      ids.map(id => `${id} ${id === first ? 1 : 0} true`),
    );
    await eventually('all is moved', async () => (await isMoved()) === 5);
    assert.deepEqual(await pages(), held);
    const erased = await send(server.url, '/v1/accounts/taro/data', { method: 'DELETE', headers: gate.bearer });
    assert.deepEqual(erasedAccountSchema.parse(JSON.parse(erased.text)), { screenings: 5 });
    assert.deepEqual(await pages(), []);
  });
});
