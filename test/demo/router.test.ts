import assert from 'node:assert/strict';
import { type ScreeningReply, SekishoError } from '../../sdk/node/index.ts';
import { sampleAnswer } from '../sdk/sample-answer.ts';
import { type DemoStage, demoStage } from './demo-stage.ts';

const RIGHT = { username: 'Hanako@Example.com', password: 'correct-horse-battery' };

describe('demo: the login', () => {
  let stage: DemoStage;
  let answer: () => ScreeningReply;
  before(async () => {
    stage = await demoStage(() => answer());
  });
  beforeEach(() => {
    answer = () => sampleAnswer();
    stage.asked.length = 0;
  });
  after(() => stage.stop());

  async function open(path: string, headers: Record<string, string> = {}) {
    const reply = await fetch(stage.url + path, { headers, redirect: 'manual' });
    return { reply, page: await reply.text() };
  }

  async function send(fields: Record<string, string> | string, headers: Record<string, string> = {}) {
    const body = new URLSearchParams(fields);
    const reply = await fetch(`${stage.url}/demo/login`, { method: 'POST', body, headers, redirect: 'manual' });
    return { reply, page: await reply.text() };
  }

  const title = (page: string) => /<title>(.*)<\/title>/.exec(page)?.[1];

  it('serves a form that works without a script, and the agent beside it', async () => {
    const { reply, page } = await open('/demo/login');
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    assert.equal(reply.headers.get('referrer-policy'), 'same-origin');
    assert.equal(title(page), 'Login · Demo Bank');
    assert.match(page.match(/<form[^>]*>/)?.[0] ?? '', /^<form id="login-form" method="post" action="\/demo\/login">$/);
    assert.match(page, /<input id="username" name="username" type="text" inputmode="email" autocomplete="username"/);
    assert.match(page, /<input id="password" name="password" type="password" autocomplete="current-password"/);
    assert.match(page, /<button id="login-submit" type="submit">/);
    const cookie = reply.headers.getSetCookie()[0] ?? '';
    const session = /^demo-session=([\w-]{22}); Path=\/demo; HttpOnly; SameSite=Lax$/.exec(cookie)?.[1];
    assert.ok(session, cookie);
    assert.ok(
      page.includes(`<script src="/agent.js" data-site-key="pk_demo" data-session="${session}" defer></script>`),
    );
    assert.doesNotMatch(page, /<style|style=|<script>|javascript:| on\w+=/);
  });

  it('keeps the session that the visitor has', async () => {
    const session = 'abcdefghijklmnopqrstuv';
    const { reply, page } = await open('/demo/login', { cookie: `a=b; demo-session=${session}` });
    assert.deepEqual(reply.headers.getSetCookie(), []);
    assert.ok(page.includes(`data-session="${session}"`));
  });

  it('answers name and password alone, without cookie or Origin, with the result page itself', async () => {
    const { reply, page } = await send(RIGHT);
    assert.equal(reply.status, 200);
    assert.equal(title(page), 'OK · Demo Bank');
    assert.match(
      page,
      /<body data-verdict="OK" data-score="6" data-bot="human" data-reasons="" data-screening-id="scr_01J/,
    );
    const [asked] = stage.asked;
    assert.deepEqual(
      { ...asked, client: { ...asked?.client, headers: undefined } },
      {
        domain: 'access',
        action: 'login',
        phase: 'succeeded',
        channel: 'web',
        token: null,
        account: { id: 'hanako@example.com', email: 'hanako@example.com' },
        client: { ip: '127.0.0.1', userAgent: 'node', headers: undefined },
      },
    );
  });

  it('hands on token, origin and session untouched, and no cookie in the headers', async () => {
    const cookie = 'demo-session=abcdefghijklmnopqrstuv';
    await send(
      { ...RIGHT, 'sekisho-token': 'tok.~sum ' },
      { cookie, origin: 'http://localhost:1', 'user-agent': 'UA' },
    );
    const [asked] = stage.asked;
    assert.equal(asked?.token, 'tok.~sum ');
    assert.equal(asked?.origin, 'http://localhost:1');
    assert.equal(asked?.session, 'abcdefghijklmnopqrstuv');
    assert.equal(asked?.client.userAgent, 'UA');
    const headers = asked?.client.headers ?? [];
    assert.ok(headers.some(([name]) => name.toLowerCase() === 'cookie'));
    assert.ok(!JSON.stringify(headers).includes('abcdefghij'));
  });

  it('takes no foreign value for its session', async () => {
    await send(RIGHT, { cookie: 'demo-session=<script>; x-demo-session=abcdefghijklmnopqrstuv' });
    assert.equal(stage.asked[0]?.session, undefined);
  });

  it('screens a wrong password as failed and shows the form again with the name, never the password', async () => {
    const { reply, page } = await send({ username: '"><b>@x', password: 'wrong-horse' });
    assert.equal(reply.status, 200);
    assert.equal(title(page), 'Login · Demo Bank');
    assert.equal(stage.asked[0]?.phase, 'failed');
    assert.match(page, /role="alert"/);
    assert.match(page, /value="&quot;&gt;&lt;b&gt;@x"/);
    assert.doesNotMatch(page, /wrong-horse/);
    assert.match(page, /<script src="\/agent.js"/);
  });

  it('shows one and the same page of a locked lane, whether the password was right', async () => {
    const until = new Date(Date.now() + 30 * 60_000).toISOString();
    answer = () => sampleAnswer({ lock: { state: 'locked', lane: 'others', until } });
    const headers = { cookie: 'demo-session=abcdefghijklmnopqrstuv' };
    const right = await send(RIGHT, headers);
    const wrong = await send({ ...RIGHT, password: 'wrong-horse' }, headers);
    assert.equal(right.page, wrong.page);
    assert.equal(right.reply.status, wrong.reply.status);
    assert.equal(title(right.page), 'Login · Demo Bank');
    assert.match(right.page, /role="alert">[^<]*paused[^<]*device[^<]*30 minutes/);
    assert.doesNotMatch(right.page, /data-verdict|not right/);
    assert.match((await send({ ...RIGHT, lang: 'ja' }, headers)).page, /role="alert">[^<]*一時停止/);
  });

  it('screens a name that is no address, or none at all, as failed', async () => {
    await send({ ...RIGHT, username: 'hanako' });
    await send({ ...RIGHT, username: '' });
    await send('');
    await send({ ...RIGHT, username: `${'x'.repeat(300)}@example.com` });
    assert.deepEqual(
      stage.asked.map(it => [it.phase, it.account]),
      [
        ['failed', { id: 'hanako' }],
        ['failed', undefined],
        ['failed', undefined],
        ['failed', undefined],
      ],
    );
  });

  it('follows the language of the visitor, which a link overrides and the form keeps', async () => {
    const japanese = { 'accept-language': 'ja' };
    assert.match((await open('/demo/login', japanese)).page, /<html lang="ja">/);
    assert.match((await open('/demo/login')).page, /<html lang="en">/);
    const { page } = await open('/demo/login?lang=en', japanese);
    assert.match(page, /<html lang="en">/);
    assert.match(page, /<input type="hidden" name="lang" value="en">/);
    assert.match((await send({ ...RIGHT, lang: 'en' }, japanese)).page, /<html lang="en">/);
    assert.match((await send({ username: 'a@b', password: '', lang: 'en' }, japanese)).page, /<html lang="en">/);
    assert.match((await send({ ...RIGHT, lang: 'xx' }, japanese)).page, /<html lang="ja">/);
  });

  const refused: readonly [string, number, RequestInit][] = [
    ['a form beyond the limit', 413, { body: new URLSearchParams({ ...RIGHT, more: 'x'.repeat(70_000) }) }],
    ['a field that comes twice', 400, { body: new URLSearchParams('username=a@b&username=c@d&password=x') }],
    [
      'a token that comes twice',
      400,
      {
        body: new URLSearchParams({ ...RIGHT }).toString().concat('&sekisho-token=a&sekisho-token=b'),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['JSON', 415, { body: '{"username":"a@b"}', headers: { 'content-type': 'application/json' } }],
    [
      'an unknown charset',
      415,
      { body: 'username=a', headers: { 'content-type': 'application/x-www-form-urlencoded; charset=x' } },
    ],
  ];
  for (const [what, status, request] of refused) {
    it(`refuses ${what} with a small page and asks nothing`, async () => {
      const reply = await fetch(`${stage.url}/demo/login`, { method: 'POST', ...request });
      const page = await reply.text();
      assert.equal(reply.status, status);
      assert.equal(title(page), 'Problem · Demo Bank');
      assert.doesNotMatch(page, /node_modules|\.ts:|at \w+ \(/);
      assert.equal(stage.asked.length, 0);
    });
  }

  it('says so when Sekisho refuses the question, without a stack', async () => {
    answer = () => {
      throw new SekishoError(401, { code: 'key-unknown', requestId: 'req_<7>' });
    };
    const { reply, page } = await send(RIGHT);
    assert.equal(reply.status, 500);
    assert.match(page, /key-unknown \(req_&lt;7&gt;\)/);
    assert.doesNotMatch(page, /\.ts:/);
  });

  it('serves its styles and its mark, and nothing else of its folder', async () => {
    for (const [name, type] of [
      ['bank.css', 'text/css'],
      ['login.css', 'text/css'],
      ['judgement.css', 'text/css'],
      ['mark.svg', 'image/svg+xml'],
    ] as const) {
      const { reply } = await open(`/demo/${name}`);
      assert.equal(reply.status, 200);
      assert.ok(reply.headers.get('content-type')?.startsWith(type));
      assert.equal(reply.headers.get('cache-control'), 'public, max-age=300');
    }
    assert.equal((await open('/demo/router.ts')).reply.status, 404);
    const { reply } = await open('/demo');
    assert.deepEqual([reply.status, reply.headers.get('location')], [302, '/demo/login']);
  });
});
