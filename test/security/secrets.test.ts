import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { closing } from '../support/closing.ts';
import { codesOf, gateClient } from '../support/gate-client.ts';
import { tokenField } from '../support/person-report.ts';
import { startServer, type TestServer } from '../support/server.ts';

const OLD = 'old-secret-of-the-gate-0123456789abcdef';
const NEW = 'new-secret-of-the-gate-0123456789abcdef';

describe('security: secrets', () => {
  const close = closing();

  it('makes its secret at the first start, for its owner alone, and never puts it into the database', async () => {
    let server = await startServer();
    close(() => server.stop());
    await gateClient(server.url).ask({ token: await gateClient(server.url).field() });
    const file = join(server.dataFolder, 'secret');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const secret = readFileSync(file);
    assert.ok(secret.length >= 32);
    for (const name of readdirSync(server.dataFolder, { recursive: true, encoding: 'utf8' })) {
      assert.equal(statSync(join(server.dataFolder, name)).mode & 0o077, 0, `${name} is its owner’s alone`);
      if (name === 'secret' || statSync(join(server.dataFolder, name)).isDirectory()) continue;
      assert.ok(!readFileSync(join(server.dataFolder, name)).includes(secret), name);
    }
    assert.ok(!server.output.stderr.includes(secret.toString()) && !server.output.stdout.includes(secret.toString()));
    await server.stop({ keepData: true });
    server = await startServer({ dataFolder: server.dataFolder });
    assert.deepEqual(readFileSync(file), secret, 'and keeps it');
  });

  describe('when the secret is changed', () => {
    let server: TestServer;
    let made: { readonly token: string; readonly used: string; readonly id: string; readonly ref: string };
    const account = { id: 'keeper@example.jp' };

    const start = async (secret: string, dataFolder?: string): Promise<void> => {
      const env = { SEKISHO_SECRET: secret };
      server = await startServer(dataFolder === undefined ? { env } : { env, dataFolder });
    };

    before(async () => {
      await start(OLD);
      close(() => server.stop());
      const gate = gateClient(server.url);
      const token = await gate.collect();
      const used = await gate.collect();
      const answer = await gate.ask({ token: tokenField(used), account, phase: 'attempted' });
      await gate.ask({ token: await gate.field(), account });
      made = { token, used, id: answer.id, ref: answer.account?.ref ?? '' };
      await server.stop({ keepData: true });
      await start(`${NEW},${OLD}`, server.dataFolder);
    });

    it('still reads the tokens that were made under the old one', async () => {
      const answer = await gateClient(server.url).ask({ token: tokenField(made.token), account: { id: 'other' } });
      assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', ['first-access']]);
    });

    it('takes a login that was attempted before for the same one', async () => {
      const answer = await gateClient(server.url).ask({ token: tokenField(made.used), account });
      assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', []]);
    });

    it('finds an account’s records of before and after, by its id and by the reference that any of them shows', async () => {
      const gate = gateClient(server.url);
      const after = await gate.ask({ account, channel: 'api' });
      const refs = [account.id, made.ref, after.account?.ref ?? ''];
      for (const asked of refs) {
        const ids = (await gate.search({ account: asked })).items.map(it => it.id);
        assert.ok(ids.includes(after.id) && ids.includes(made.id), asked);
      }
      const byAddress = (await gate.search({ ip: '203.0.113.7' })).items.map(it => it.id);
      assert.ok(byAddress.includes(after.id) && byAddress.includes(made.id));
    });

    it('unlearns a login of after that is disputed', async () => {
      const gate = gateClient(server.url);
      const { items } = await gate.search({ account: account.id });
      for (const { id } of items) await gate.outcome(id, { result: 'fraud' });
      const answer = await gate.ask({ account, phase: 'failed', channel: 'api' });
      assert.deepEqual(codesOf(answer), ['first-access']);
    });

    it('does not know what was made under a secret that is gone', async () => {
      await server.stop({ keepData: true });
      await start(NEW, server.dataFolder);
      const answer = await gateClient(server.url).ask({ token: tokenField(made.token), account: { id: 'gone' } });
      assert.equal(codesOf(answer)[0], 'token-forged');
    });
  });
});
