import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { examine } from '../../server/cli/doctor/examine.ts';
import { type Finding, findingLine } from '../../server/cli/doctor/finding.ts';
import { lookAtPolicy } from '../../server/cli/doctor/look-at-policy.ts';
import { agentTag, type Seen } from '../../server/cli/doctor/visit-page.ts';
import { PROOF_HEADER } from '../../shared/constants.ts';
import { closing } from '../support/closing.ts';
import { startServer, type TestServer } from '../support/server.ts';

const ROOT = join(import.meta.dirname, '../..');
const TAG = '<script src="/gate/agent.js" data-site-key="pk_demo" defer></script>';

/** What stands between a site's visitors and its gate, and what it does wrong. */
type Proxy = {
  readonly page?: string;
  readonly pageHeaders?: Readonly<Record<string, string>>;
  /** Of what the gate is asked. */
  readonly asked?: (headers: IncomingHttpHeaders) => void;
  /** Of what it answers. */
  readonly answered?: (headers: Headers) => void;
  /** Answers everything but POSTs of one path alike from the first time on. */
  readonly keeps?: boolean;
  readonly only?: (path: string) => boolean;
};

describe('npm run doctor', () => {
  const atEnd = closing();
  let server: TestServer;
  before(async () => {
    server = await startServer({ env: { SEKISHO_PUBLIC_PATH: '/gate' } });
    atEnd(() => server.stop());
  });

  async function proxy({ page = TAG, pageHeaders = {}, asked, answered, keeps = false, only }: Proxy): Promise<string> {
    const kept = new Map<string, { status: number; headers: Headers; body: Buffer }>();
    const site = createServer(async (req, res) => {
      const path = (req.url ?? '').split('?')[0] ?? '';
      if (path === '/login') return void res.writeHead(200, { 'content-type': 'text/html', ...pageHeaders }).end(page);
      if (only?.(path) === false)
        return void res.writeHead(404, { 'content-type': 'text/html' }).end('<h1>not here</h1>');
      asked?.(req.headers);
      const reply = (keeps ? kept.get(path) : undefined) ?? (await hand(req));
      kept.set(path, reply);
      const back = new Headers(reply.headers);
      answered?.(back);
      for (const name of ['transfer-encoding', 'content-encoding', 'connection', 'content-length']) back.delete(name);
      res.statusCode = reply.status;
      res.setHeaders(back);
      res.end(reply.body);
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    atEnd(async () => {
      site.closeAllConnections();
      site.close();
    });
    const address = site.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}/login`;
  }

  async function hand(req: IncomingMessage) {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(Buffer.from(part));
    const headers = Object.entries(req.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const init = { method: req.method ?? 'GET', headers: headers.filter(([name]) => name !== 'connection') };
    const body = parts.length === 0 ? {} : { body: Buffer.concat(parts) };
    const reply = await fetch(`${server.url}${req.url}`, { ...init, ...body });
    return { status: reply.status, headers: reply.headers, body: Buffer.from(await reply.arrayBuffer()) };
  }

  const found = async (it: Proxy, gate: URL | null = null): Promise<readonly Finding[]> =>
    examine(new URL(await proxy(it)), gate);
  const complaints = (all: readonly Finding[]): string[] =>
    all.filter(it => it.state !== 'good').map(it => `${it.state} ${it.what}: ${it.found}`);

  it('finds nothing wrong with an installation as the documents say', async () => {
    const findings = await found({
      pageHeaders: { 'content-security-policy': "default-src 'self'" },
      only: path => /^\/gate\/(agent(-more-[0-9a-f]+)?\.js|v1\/nonce|v1\/collect)$/.test(path),
    });
    assert.deepEqual(complaints(findings), []);
    assert.ok(findings.length >= 12, findings.map(findingLine).join('\n'));
  });

  it('finds nothing wrong with the demo', async () => {
    const findings = await examine(new URL(`${server.url}/demo/login`), null);
    assert.deepEqual(complaints(findings), ['odd what backends call: is within reach of everybody']);
  });

  const FAULTS: readonly (readonly [string, Proxy, RegExp])[] = [
    ['no tag', { page: '<p>Welcome' }, /wrong the script tag/],
    ['a path that leads elsewhere', { only: () => false }, /wrong the agent: answers 404/],
    [
      'a rule for the first script alone',
      { only: path => !path.includes('agent-more') },
      /wrong the second script: answers 404/,
    ],
    ['endpoints that are not handed on', { only: path => path.endsWith('agent.js') }, /wrong v1\/nonce: answers 404/],
    ['a wrong key', { page: TAG.replace('pk_demo', 'pk_other') }, /wrong v1\/nonce: answers 4\d\d, site-unknown/],
    [
      'a policy that keeps the agent out',
      { pageHeaders: { 'content-security-policy': "script-src 'none'" } },
      /wrong Content-Security-Policy, script-src/,
    ],
    [
      'a policy that keeps it silent',
      { pageHeaders: { 'content-security-policy': 'connect-src https://api.example' } },
      /wrong Content-Security-Policy, connect-src/,
    ],
    [
      'an integrity attribute on agent.js',
      { page: TAG.replace('defer', 'integrity="sha384-abc"') },
      /wrong integrity: on agent.js/,
    ],
    ['a cookie that is dropped', { answered: it => it.delete('set-cookie') }, /wrong the cookie: is not set/],
    [
      'a cookie that is rewritten',
      {
        answered: it =>
          it.has('set-cookie') && it.set('set-cookie', (it.get('set-cookie') ?? '').replace(' HttpOnly;', '')),
      },
      /wrong the cookie: comes without HttpOnly/,
    ],
    ['a proxy that drops the proof', { asked: it => delete it[PROOF_HEADER] }, /wrong the device key/],
    ['a cache before nonce and collect', { keeps: true }, /wrong caching of v1\/nonce: two calls got the same nonce/],
    [
      'a cache that rewrites how long',
      { answered: it => it.set('cache-control', 'public, max-age=31536000') },
      /odd caching of the agent/,
    ],
    ['everything handed on', { page: TAG.replace('/gate/', '/') }, /odd what backends call/],
  ];
  for (const [what, fault, complaint] of FAULTS) {
    it(`names ${what}, and how to mend it`, async () => {
      const findings = await found(fault);
      const own = findings.filter(it => complaint.test(`${it.state} ${it.what}: ${it.found}`));
      assert.equal(own.length > 0, true, findings.map(findingLine).join('\n'));
      for (const it of own) assert.ok((it.mend ?? '').length > 20);
    });
  }

  it('looks at cross-origin installations too', async () => {
    const page = TAG.replace('/gate/', `${server.url}/gate/`);
    const said = complaints(await found({ page, pageHeaders: {} }));
    assert.ok(
      said.some(it => it.startsWith('odd the agent’s address')),
      said.join('\n'),
    );
    assert.ok(!said.some(it => it.startsWith('wrong CORS')), said.join('\n'));
  });

  it('sees by the metrics that the gate does not trust the proxy', async () => {
    const forwarding: Proxy = { asked: headers => Object.assign(headers, { 'x-forwarded-for': '198.51.100.7' }) };
    const said = complaints(await found(forwarding, new URL(`${server.url}/`)));
    assert.ok(
      said.some(it => it.startsWith('wrong addresses of visitors')),
      said.join('\n'),
    );
    const fine = complaints(await found({}, new URL(`${server.url}/`)));
    assert.ok(!fine.some(it => it.includes('addresses of visitors')), fine.join('\n'));
  });

  it('ends with 1 where something is wrong, and says in one line what cannot be reached', async () => {
    const run = (...args: string[]) =>
      promisify(execFile)(process.execPath, ['scripts/run.mjs', 'server/cli/doctor.ts', ...args], { cwd: ROOT });
    const { stdout } = await run(`${server.url}/demo/login`);
    assert.match(stdout, /^ok {5}the script tag: pk_demo$/m);
    await assert.rejects(run(await proxy({ page: '' })), { code: 1 });
    await assert.rejects(run('http://127.0.0.1:1/login'), { code: 1, stderr: /cannot be reached: /, stdout: '' });
    await assert.rejects(run('bank.example'), { code: 1, stderr: /not http/ });
  });
});

describe('what the doctor reads of a page', () => {
  const url = new URL('https://www.bank.example/login');
  const seen = (headers: Record<string, string>, text = ''): Seen => ({
    url,
    status: 200,
    headers: new Headers(headers),
    cookies: [],
    bytes: Buffer.from(text),
    text,
  });

  it('finds the tag however it is written', () => {
    const tags = [
      `<SCRIPT defer data-site-key='pk_1' src=/a/agent.js></script>`,
      `<script\n  src="/a/agent.js"\n  data-site-key="pk_1"\n></script>`,
    ];
    for (const text of tags) {
      const tag = agentTag({ url, text: `<script src="/other.js"></script>${text}` });
      assert.equal(tag?.endpoint.href, 'https://www.bank.example/a/');
      assert.equal(tag?.siteKey, 'pk_1');
    }
    assert.equal(agentTag({ url, text: '<script data-site-key="pk_1">' }), null);
  });

  it('takes data-endpoint for where the endpoints are', () => {
    const tag = agentTag({ url, text: '<script src="/x/agent.js" data-site-key="pk_1" data-endpoint="/gate">' });
    assert.equal(tag?.endpoint.href, 'https://www.bank.example/gate/');
  });

  const tag = agentTag({ url, text: '<script src="https://cdn.bank.example:8443/a/agent.js" data-site-key="pk_1">' });
  const POLICIES: readonly (readonly [string, 'good' | 'odd' | 'wrong'])[] = [
    ["default-src 'self'", 'wrong'],
    ['script-src https:', 'good'],
    ['script-src *', 'good'],
    ['script-src http:', 'wrong'],
    ['script-src https://cdn.bank.example:8443', 'good'],
    ['script-src https://cdn.bank.example', 'wrong'],
    ['script-src https://*.bank.example:*', 'good'],
    ['script-src https://*.example.org:8443', 'wrong'],
    ['script-src https://cdn.bank.example:8443/a/', 'good'],
    ['script-src https://cdn.bank.example:8443/b/', 'wrong'],
    ["script-src 'nonce-abc' 'strict-dynamic'", 'odd'],
    ["script-src 'none'; script-src-elem https:", 'good'],
  ];
  for (const [policy, state] of POLICIES) {
    it(`reads ${policy}`, () => {
      assert.ok(tag);
      const [script] = lookAtPolicy(seen({ 'content-security-policy': policy }), tag);
      assert.equal(script?.state, state, script?.found);
    });
  }

  it('reads a policy in the page itself, and says so where there is none', () => {
    assert.ok(tag);
    const inPage = seen({}, `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`);
    assert.equal(lookAtPolicy(inPage, tag)[0]?.state, 'wrong');
    assert.deepEqual(
      lookAtPolicy(seen({}), tag).map(it => it.state),
      ['good'],
    );
  });
});
