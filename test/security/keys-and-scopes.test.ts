import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { closing } from '../support/closing.ts';
import {
  addSite,
  assertProblem,
  type GateClient,
  gateClient,
  keyHolds,
  question,
  type Reply,
} from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';

describe('security: API keys and their scopes', () => {
  const close = closing();
  let server: TestServer;
  let demo: GateClient;

  before(async () => {
    server = await startServer();
    close(() => server.stop());
    demo = gateClient(server.url);
  });

  const refused = (code: string) => demo.metric('sekisho_problems_total', { code });
  const withKey = (authorization: string | undefined): Promise<Reply> =>
    demo.get('/v1/screenings', authorization === undefined ? {} : { authorization });

  it('asks for a key where there is none, or none that can be read', async () => {
    for (const header of [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Basic c2tfZGVtbzo=',
      'bearer sk_demo',
      'sk_demo',
      `Bearer ${'x'.repeat(129)}`,
    ]) {
      const reply = await withKey(header);
      assertProblem(reply, 'key-missing');
      assert.equal(reply.headers['www-authenticate'], 'Bearer');
    }
    assert.ok((await refused('key-missing')) >= 8);
  });

  it('refuses keys that nobody made, whatever they are made of', async () => {
    for (const key of ['sk_none', 'pk_demo', "sk_'--", 'sk_demo,sk_demo', 'x'.repeat(128)]) {
      const reply = await withKey(`Bearer ${key}`);
      assertProblem(reply, 'key-unknown', key);
      assert.equal(reply.headers['www-authenticate'], 'Bearer');
    }
    assert.ok((await refused('key-unknown')) >= 5);
  });

  it('lets each scope do its own thing and nothing else', async () => {
    const { id } = await demo.ask({ account: { id: 'scopes' } });
    const calls = (gate: GateClient) => ({
      screen: () => gate.sendQuestion(question()),
      outcome: () => gate.sendOutcome(id, { result: 'legit' }),
      read: () => gate.get('/v1/screenings'),
    });
    await addSite(server, 'bank');
    const scopes = ['screen', 'outcome', 'read', 'manage', 'admin'];
    const made = await Promise.all(scopes.map(scope => server.cli('keys', 'bank', '--scope', scope)));
    const keys = made.map(it => it.trim());
    await Promise.all(keys.map(key => keyHolds(server.url, key)));
    const before = await refused('scope-missing');
    for (const [i, scope] of scopes.entries()) {
      const gate = gateClient(server.url, { key: keys[i] ?? '' });
      for (const [needed, call] of Object.entries(calls(gate))) {
        const reply = await call();
        if (needed !== scope) assertProblem(reply, 'scope-missing');
        // The outcome is of another site's screening: let in, and told that there is none.
        else if (needed === 'outcome') assertProblem(reply, 'screening-unknown');
        else assert.equal(reply.status, 200);
      }
    }
    assert.equal(await refused('scope-missing'), before + 12);
  }).timeout(30_000);

  it('knows a site by its public key alone', async () => {
    for (const site of [
      '',
      '?site=',
      '?site=pk_',
      '?site=pk_none',
      '?site=sk_demo',
      '?site=pk_demo&site=pk_demo',
      '?site=pk_%27--',
      `?site=pk_${'a'.repeat(65)}`,
    ]) {
      assertProblem(await demo.get(`/v1/nonce${site}`, {}), 'site-unknown');
    }
    assert.ok((await refused('site-unknown')) >= 8);
  });

  it('makes no key for the demo, a site that is none, or a scope that is none', async () => {
    await Promise.all([
      assert.rejects(server.cli('keys', 'demo', '--scope', 'screen'), /no site demo/),
      assert.rejects(server.cli('keys', 'nobody', '--scope', 'screen'), /no site nobody/),
      assert.rejects(server.cli('keys', 'bank', '--scope', 'screen,everything'), /scopes: screen, outcome/),
      assert.rejects(server.cli('keys', 'bank'), /scopes: screen, outcome/),
    ]);
  });

  it('stores keys only as their keyed hash', async () => {
    const key = (await server.cli('keys', 'bank', '--scope', 'read')).trim();
    assert.match(key, /^sk_[\w-]{43}$/);
    await keyHolds(server.url, key);
    assert.equal((await gateClient(server.url, { key }).get('/v1/screenings')).status, 200);
    const stored = readdirSync(server.dataFolder).filter(name => name.startsWith('sekisho.db'));
    assert.ok(stored.length >= 2, 'the write-ahead log is read too');
    for (const name of stored) assert.ok(!readFileSync(`${server.dataFolder}/${name}`).includes(key));
  });
});
