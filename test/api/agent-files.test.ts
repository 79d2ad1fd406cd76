import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closing } from '../support/closing.ts';
import { assertProblem, type GateClient, gateClient, send } from '../support/gate-client.ts';
import { startServer } from '../support/server.ts';

type Script = { readonly file: string; readonly integrity: string };
type Manifest = Script & { readonly more: Script };

describe('api: the agent’s files', () => {
  const close = closing();
  let gate: GateClient;
  let manifest: Manifest;

  const named = (name: string, text: string) =>
    [`${name}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.js`, text] as const;
  const earlier = [named('agent', 'the first of an earlier release'), named('agent-more', 'its second')];
  const CHANGED = 'agent-0123456789abcdef.js';
  let dataFolder: string;

  before(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'sekisho-test-'));
    mkdirSync(join(dataFolder, 'agents'));
    for (const [name, text] of [...earlier, [CHANGED, 'not what its name says']] as const)
      writeFileSync(join(dataFolder, 'agents', name), text);
    const server = await startServer({ dataFolder, env: { SEKISHO_PUBLIC_PATH: '/s' } });
    close(() => server.stop());
    gate = gateClient(server.url);
    manifest = JSON.parse(readFileSync(`${import.meta.dirname}/../../dist/agent.json`, 'utf8'));
  });

  const get = (path: string) => send(gate.url, path);

  it('serves /agent.js for a short while, to pages of any origin', async () => {
    const { status, headers } = await get('/agent.js');
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
    assert.equal(headers['cache-control'], 'public, max-age=300');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });

  it('serves the same bytes for ever under the name that their hash gives', async () => {
    const { status, headers, text } = await get(`/${manifest.file}`);
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(text, (await get('/agent.js')).text);
    const hash = createHash('sha256').update(text).digest('hex');
    assert.equal(manifest.file, `agent-${hash.slice(0, 16)}.js`);
    assert.equal(manifest.integrity, `sha384-${createHash('sha384').update(text).digest('base64')}`);
  });

  it('serves the second script for ever, by its hash alone, and lets other origins measure it', async () => {
    const { file, integrity } = manifest.more;
    for (const path of [`/${file}`, `/s/${file}`]) {
      const { status, headers, text } = await get(path);
      assert.deepEqual([status, headers['cache-control']], [200, 'public, max-age=31536000, immutable']);
      assert.equal(headers['timing-allow-origin'], '*');
      assert.equal(integrity, `sha384-${createHash('sha384').update(text).digest('base64')}`);
    }
  });

  it('serves the module, for pages that import it', async () => {
    const { status, headers, text } = await get('/agent.esm.js');
    assert.deepEqual([status, headers['content-type']], [200, 'text/javascript; charset=utf-8']);
    assert.match(text, /export/);
  });

  it('serves both under the public path too', async () => {
    assert.equal((await get('/s/agent.js')).text, (await get('/agent.js')).text);
    assert.equal((await get(`/s/${manifest.file}`)).headers['cache-control'], 'public, max-age=31536000, immutable');
  });

  it('serves nothing else of the build, and no hash but its own', async () => {
    const absent = [
      '/agent.json',
      '/agent.d.ts',
      '/agent-0000000000000000.js',
      '/agent-.js',
      '/agent-more.js',
      '/agent-more-0000000000000000.js',
      '/agent.js/',
      '/..%2fpackage.json',
      '/constructor',
      '/s/agent.json',
    ];
    for (const path of absent) assertProblem(await get(path), 'route-unknown');
    assertProblem(await send(gate.url, '/agent.js', { method: 'POST' }), 'route-unknown');
  });

  it('goes on serving what earlier releases named by its hash', async () => {
    for (const [name, text] of earlier) {
      const reply = await get(`/s/${name}`);
      assert.deepEqual([reply.status, reply.text], [200, text]);
      assert.equal(reply.headers['cache-control'], 'public, max-age=31536000, immutable');
    }
    assertProblem(await get(`/${CHANGED}`), 'route-unknown');
    assert.ok(readdirSync(join(dataFolder, 'agents')).includes(manifest.more.file), 'and keeps its own');
  });

  it('answers HEAD without a body', async () => {
    const { status, headers, text } = await send(gate.url, '/agent.js', { method: 'HEAD' });
    assert.deepEqual([status, text], [200, '']);
    assert.ok(Number(headers['content-length']) > 1000);
  });
});
