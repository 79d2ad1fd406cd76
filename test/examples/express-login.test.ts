import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { addSite, type GateClient, gateClient, HOLDS_WITHIN, send } from '../support/gate-client.ts';
import { PERSON_USER_AGENT, tokenField } from '../support/person-report.ts';
import { startServer, type TestServer } from '../support/server.ts';

const RIGHT = { username: 'hanako@example.com', password: 'correct-horse-battery' };

type Example = { readonly url: string; readonly output: () => string };

describe('the example of an Express login page', function () {
  this.timeout(30_000);
  const atEnd = closing();
  let server: TestServer;
  /** The site as its own key sees it. */
  let site: GateClient;
  let example: Example;
  /** The example's page: what it reaches of Sekisho through the example's own proxy rule. */
  let page: GateClient;

  before(async () => {
    server = await startServer({ env: { SEKISHO_TRUST_PROXY: '1' } });
    atEnd(() => server.stop());
    const [, key = ''] = await siteOnServer();
    example = await start({ SEKISHO_URL: server.url, SEKISHO_KEY: key, SEKISHO_SITE_KEY: site.siteKey });
    await server.cli('sites', 'origins', 'shop', '--origin', example.url);
    page = gateClient(`${example.url}/s`, { siteKey: site.siteKey, origin: example.url });
    const isListed = () =>
      page.nonce().then(
        () => true,
        () => false,
      );
    await eventually('the example’s origin is listed', isListed, HOLDS_WITHIN);
  });

  async function siteOnServer() {
    site = await addSite(server, 'shop', { mode: 'enforce' });
    return site.bearer.authorization.split(' ');
  }

  async function start(settings: Record<string, string>): Promise<Example> {
    const file = join(import.meta.dirname, '../../examples/express-login/server.ts');
    const child = spawn(process.execPath, [file], { env: { ...process.env, PORT: '0', ...settings } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
    atEnd(async () => {
      child.kill('SIGTERM');
      await ended;
    });
    const seen = () => output;
    const address = await eventually('the example listens', () => /listening on (http:\S+)/.exec(output)?.[1], {
      seen,
    });
    return { url: address, output: seen };
  }

  async function post(path: string, fields: Record<string, string>, cookie?: string) {
    const reply = await send(example.url, path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': PERSON_USER_AGENT,
        origin: example.url,
        ...(cookie === undefined ? {} : { cookie }),
      },
      body: new URLSearchParams(fields).toString(),
    });
    return {
      ...reply,
      title: /<title>(.*)<\/title>/.exec(reply.text)?.[1],
      cookie: cookieOf(reply.headers['set-cookie']),
    };
  }

  const cookieOf = (set: readonly string[] | undefined) => (set ?? []).map(it => it.split(';')[0]).join('; ');

  it('hands the agent on, and nothing of Sekisho that a browser needs not see', async () => {
    const agent = await send(example.url, '/s/agent.js');
    assert.equal(agent.status, 200);
    assert.equal(agent.text, (await send(server.url, '/agent.js')).text);
    const more = /agent-more-[0-9a-f]{16}\.js/.exec(agent.text)?.[0];
    assert.equal((await send(example.url, `/s/${more}`)).status, 200, 'the second script, too');
    for (const path of [
      '/s/agent.json',
      '/s/openapi.json',
      '/s/metrics',
      '/s/health/live',
      '/s/v1/screenings',
      '/s/demo/login',
      '/s/../metrics',
    ])
      assert.equal((await send(example.url, path)).status, 404, path);
  });

  it('lets a person in whose page reported', async () => {
    const opened = await send(example.url, '/login', { headers: { 'user-agent': PERSON_USER_AGENT } });
    const session = /data-session="([\w-]+)"/.exec(opened.text)?.[1];
    assert.ok(session);
    assert.match(opened.text, new RegExp(`<script src="/s/agent.js" data-site-key="${site.siteKey}"`));
    const token = await page.collect({ session }, { cookie: 'other=1; __Host-sekisho=none' });
    const cookie = cookieOf(opened.headers['set-cookie']);
    const reply = await post('/login', { ...RIGHT, 'sekisho-token': tokenField(token) }, cookie);
    assert.equal(reply.title, 'Welcome', reply.text);
    const [screening] = (await site.search()).items;
    assert.deepEqual([screening?.verdict, screening?.phase], ['OK', 'succeeded']);
  });

  it('asks for a code when no script ran, and reports what came of it', async () => {
    const first = await post('/login', RIGHT);
    assert.equal(first.title, 'One more step');
    assert.doesNotMatch(first.text, /score|no-token/);
    assert.equal((await post('/step-up', { code: '246810' }, first.cookie)).title, 'Welcome');
    assert.equal((await site.search()).items[0]?.outcome?.result, 'stepup-passed');
    const second = await post('/login', RIGHT);
    assert.equal((await post('/step-up', { code: '1' }, second.cookie)).title, 'Login');
    assert.equal((await site.search()).items[0]?.outcome?.result, 'stepup-failed');
    assert.equal((await post('/step-up', { code: '246810' }, second.cookie)).status, 303, 'one try a login');
  });

  it('stops a login with a forged token', async () => {
    const reply = await post('/login', { ...RIGHT, 'sekisho-token': 'AAAA~AAAA' });
    assert.deepEqual([reply.status, reply.title], [403, 'Stopped']);
  });

  it('asks the owner about it where he comes by himself, once', async () => {
    const [stopped] = (await site.search({ verdict: 'NG' })).items;
    assert.match(example.output(), /To hanako@example\.com: Example Shop: was this you\?/);
    const waits = await post('/login', RIGHT);
    const inside = await post('/step-up', { code: '246810' }, waits.cookie);
    assert.match(inside.text, /action="\/was-it-you"/);
    const answer = { answer: 'no' };
    assert.equal((await post('/was-it-you', answer)).status, 303, 'nobody is asked who is not logged in');
    assert.equal((await post('/was-it-you', answer, waits.cookie)).title, 'Thank you');
    const told = (await site.read(stopped?.id ?? '')).outcomes.at(-1);
    assert.deepEqual([told?.result, told?.source], ['disputed', 'site']);
    assert.equal((await post('/was-it-you', answer, waits.cookie)).status, 303);
  });

  it('has a wrong password screened as failed, and shows the form again', async () => {
    const reply = await post('/login', { ...RIGHT, password: 'wrong' });
    assert.deepEqual([reply.status, reply.title], [200, 'Login']);
    assert.equal((await site.search()).items[0]?.phase, 'failed');
    assert.equal((await post('/login', {})).title, 'Login');
  });

  it('shows one page to whoever tries a locked account, with the right password, too', async () => {
    for (let n = 0; n < 10; n++) await post('/login', { ...RIGHT, password: `guess ${n}` });
    const { cookie } = await post('/login', { ...RIGHT, password: 'wrong' });
    const wrong = await post('/login', { ...RIGHT, password: 'wrong' }, cookie);
    const right = await post('/login', RIGHT, cookie);
    assert.match(wrong.text, /role="alert">[^<]*paused/, example.output());
    assert.deepEqual([right.status, right.text], [wrong.status, wrong.text]);
    assert.equal((await site.search()).items[0]?.lock?.state, 'locked');
    assert.equal((await post('/step-up', { code: '246810' }, cookie)).status, 303, 'nothing waits');
  });

  it('asks for a code, and says so in its log, while Sekisho is away', async () => {
    await server.stop();
    const reply = await post('/login', RIGHT);
    assert.equal(reply.title, 'One more step');
    assert.match(example.output(), /Sekisho is away \(unreachable\): REVIEW/);
    assert.equal((await post('/step-up', { code: '246810' }, reply.cookie)).title, 'Welcome');
    assert.equal((await send(example.url, '/s/agent.js')).status, 502);
  });
});
