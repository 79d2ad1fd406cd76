import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programsSchema } from '../../shared/wire/programs.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { addSite, assertProblem, type GateClient, HOLDS_WITHIN, JSON_TYPE, send } from '../support/gate-client.ts';
import { requestSigner, signedRequest } from '../support/request-signer.ts';
import { startServer, type TestServer } from '../support/server.ts';

const AGGREGATOR = { name: 'Moneybook', kind: 'aggregator', networks: ['203.0.113.0/24'] };
const CLIENT = { ip: '203.0.113.7', userAgent: 'Moneybook/3' };

describe('api: registered programs', function () {
  this.timeout(30_000);
  const close = closing();
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-programs-'));
  close(async () => rmSync(folder, { recursive: true, force: true }));
  let server: TestServer;
  let bank: GateClient;
  let shop: GateClient;

  before(async () => {
    server = await startServer({ args: ['--workers', '2'] });
    close(() => server.stop());
    bank = await addSite(server, 'bank', { mode: 'enforce', scope: 'screen,outcome,read,manage' });
    shop = await addSite(server, 'shop', { mode: 'enforce' });
  });

  const call = (method: string, path: string, body?: unknown, by = bank) =>
    send(server.url, path, {
      method,
      headers: { ...by.bearer, ...JSON_TYPE, connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const listed = async () => programsSchema.parse(JSON.parse((await call('GET', '/v1/programs')).text)).items;
  const verified = async (client: object = CLIENT, by = bank) => {
    const { bot, verdict } = await by.ask({ client: { ...CLIENT, ...client }, token: null });
    return `${verdict} ${bot.program}`;
  };
  /** In each of the processes: asked so often, over connections of their own. */
  const holds = (wanted: string, client: object = CLIENT) =>
    eventually(
      wanted,
      async () => (await Promise.all(Array.from({ length: 6 }, () => verified(client)))).every(it => it === wanted),
      HOLDS_WITHIN,
    );

  it('registers, shows, replaces and removes a program; it holds in every process within a second', async () => {
    assert.equal((await call('POST', '/v1/programs', AGGREGATOR)).status, 200);
    await holds('OK Moneybook');
    assert.match(await verified(CLIENT, shop), /null$/, 'another site knows nothing of it');
    assert.equal((await call('POST', '/v1/programs', { ...AGGREGATOR, networks: ['198.51.100.0/24'] })).status, 200);
    assert.deepEqual(
      (await listed()).map(it => [it.name, ...it.networks]),
      [['Moneybook', '198.51.100.0/24']],
    );
    await holds('OK Moneybook', { ip: '198.51.100.1' });
    assert.equal((await call('DELETE', '/v1/programs/Moneybook')).status, 200);
    assert.deepEqual(await listed(), []);
    await eventually(
      'it is a stranger',
      async () => /null$/.test(await verified({ ip: '198.51.100.1' })),
      HOLDS_WITHIN,
    );
  });

  it('refuses what cannot be registered, and says why', async () => {
    const { x } = requestSigner().jwk;
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ networks: [] }, /a name alone proves nothing/],
      [{ networks: ['203.0.113.0'] }, /must be a network/],
      [{ networks: ['0.0.0.0/0'] }, /wider than/],
      [{ networks: ['::/0'] }, /wider than/],
      [{ kind: 'tool' }, /kind/],
      [{ kind: 'crawler' }, /others come from there too/],
      [{ userAgent: 'Safari' }, /people’s browsers/],
      [{ certificates: ['ab'] }, /64 hexadecimal digits/],
      [{ keys: [{ kty: 'RSA', crv: 'Ed25519', x }] }, /kty/],
      [{ keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'short' }] }, /32 bytes/],
      [{ keys: [{ kty: 'OKP', crv: 'Ed25519', x, d: x }] }, /private key/],
    ];
    for (const [change, why] of wrong) {
      const reply = await call('POST', '/v1/programs', { ...AGGREGATOR, ...change });
      const { fields = [] } = assertProblem(reply, 'fields-invalid');
      assert.match(JSON.stringify(fields), why, JSON.stringify(change));
    }
    assertProblem(await call('DELETE', '/v1/programs/Nobody'), 'program-unknown');
    assertProblem(await call('POST', '/v1/programs', AGGREGATOR, shop), 'scope-missing');
    assert.deepEqual(await listed(), []);
  });

  it('takes the lists, keys and fingerprints that an operator has in files', async () => {
    const file = (name: string, content: unknown) => {
      writeFileSync(join(folder, name), JSON.stringify(content));
      return join(folder, name);
    };
    const signer = requestSigner();
    const ranges = file('ranges.json', {
      creationTime: '2026-11-01T00:00:00',
      prefixes: [{ ipv4Prefix: '192.0.2.0/28' }, { ipv6Prefix: '2001:db8:5::/64' }],
    });
    const keys = file('keys.json', { keys: [{ ...signer.jwk, kid: 'k1', use: 'sig' }] });
    const add = (...args: string[]) => server.cli('programs', 'add', 'bank', ...args);
    assert.match(
      await add('Searchbot', '--kind', 'crawler', '--ranges', ranges),
      /2 networks {2}names itself Searchbot/,
    );
    assert.match(await add('Errand', '--kind', 'ai-agent', '--key', keys), /1 keys/);
    const colons = 'AB:'.repeat(32).slice(0, -1);
    assert.match(await add('Ledger', '--kind', 'aggregator', '--certificate', colons), /1 certificates/);
    assert.deepEqual((await server.cli('programs', 'list', 'bank')).match(/^\w+/gm), ['Errand', 'Ledger', 'Searchbot']);
    await holds('OK Ledger', { ip: '198.51.100.1', edge: { clientCertificateSha256: 'ab'.repeat(32) } });
    assert.equal(await verified({ ip: '2001:db8:5::1', userAgent: 'Searchbot/2' }), 'NG Searchbot');
    const request = { method: 'POST', url: 'https://bank.example/login', headers: [] };
    const { headers } = signedRequest(request, signer, { created: Math.floor(Date.now() / 1000) });
    const { method, url } = request;
    assert.equal(await verified({ ip: '198.51.100.1', headers, request: { method, url } }), 'REVIEW Errand');
  });

  it('says on the command line what is wrong, and registers nothing then', async () => {
    const wrong: readonly (readonly [RegExp, ...string[]])[] = [
      [/There is no site none/, 'add', 'none', 'X', '--kind', 'aggregator', '--cidr', '192.0.2.0/24'],
      [/wider than/, 'add', 'bank', 'X', '--kind', 'aggregator', '--cidr', '0.0.0.0/0'],
      [/kind/, 'add', 'bank', 'X', '--kind', 'robot', '--cidr', '192.0.2.0/24'],
      [/cannot be read as JSON/, 'add', 'bank', 'X', '--kind', 'crawler', '--ranges', join(folder, 'missing.json')],
      [/no list of "prefixes"/, 'add', 'bank', 'X', '--kind', 'crawler', '--ranges', join(folder, 'keys.json')],
      [/no Ed25519 key/, 'add', 'bank', 'X', '--kind', 'ai-agent', '--key', join(folder, 'ranges.json')],
      [/64 hexadecimal/, 'add', 'bank', 'X', '--kind', 'aggregator', '--certificate', 'abc'],
      [/no program X/, 'remove', 'bank', 'X'],
      [/npm run programs/, 'show', 'bank'],
    ];
    for (const [why, ...args] of wrong) await assert.rejects(server.cli('programs', ...args), why);
    assert.ok(!(await listed()).some(it => it.name === 'X'));
    await server.cli('programs', 'remove', 'bank', 'Ledger');
    assert.ok(!(await listed()).some(it => it.name === 'Ledger'));
  });
});
