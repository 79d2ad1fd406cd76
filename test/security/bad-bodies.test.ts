import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ProblemCode } from '../../server/errors.ts';
import { LIMITS } from '../../server/limits.ts';
import { closing } from '../support/closing.ts';
import {
  assertProblem,
  type GateClient,
  gateClient,
  JSON_TYPE,
  question,
  type Reply,
  send,
} from '../support/gate-client.ts';
import { personReport } from '../support/person-report.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Sent in every bad body: it must come back in no answer and stand in no log. */
const CANARY = 'canary7f3a';

type Body = string | Uint8Array | readonly (string | Uint8Array)[];
type Case = {
  readonly why: string;
  readonly code: ProblemCode;
  readonly body: Body;
  readonly type?: OutgoingHttpHeaders;
};

const latin1 = Buffer.from(`{"a":"${CANARY}\xe9"}`, 'latin1');
const deep = (levels: number): string => `{"${CANARY}":${'['.repeat(levels)}${']'.repeat(levels)}}`;

const CASES: readonly Case[] = [
  { why: 'no body', code: 'json-invalid', body: '' },
  { why: 'no JSON', code: 'json-invalid', body: CANARY },
  { why: 'JSON that ends too early', code: 'json-invalid', body: `{"a":"${CANARY}` },
  { why: 'two JSON values', code: 'json-invalid', body: `{"a":"${CANARY}"}{}` },
  { why: 'a comment', code: 'json-invalid', body: `{/* ${CANARY} */}` },
  { why: 'NaN', code: 'json-invalid', body: `{"a":NaN,"b":"${CANARY}"}` },
  { why: 'brackets that close nothing', code: 'json-invalid', body: ']]]]}}}}' },
  { why: 'a byte order mark and nothing else', code: 'json-invalid', body: '\ufeff' },
  { why: 'a string instead of an object', code: 'fields-invalid', body: `"${CANARY}"` },
  { why: 'null', code: 'fields-invalid', body: 'null' },
  { why: 'a list', code: 'fields-invalid', body: `["${CANARY}"]` },
  { why: 'one level of nesting too many', code: 'json-too-deep', body: deep(LIMITS.jsonDepthMax) },
  { why: 'very deep nesting', code: 'json-too-deep', body: deep(5000) },
  { why: 'unclosed nesting', code: 'json-too-deep', body: '{"a":'.repeat(3000) },
  { why: 'too many members', code: 'json-too-deep', body: `[${'0,'.repeat(LIMITS.jsonKeysMax + 1)}0]` },
  { why: 'a member twice', code: 'json-key-duplicate', body: `{"v":1,"v":"${CANARY}"}` },
  {
    why: 'a member twice, spelt with escapes',
    code: 'json-key-duplicate',
    body: `{"token":"${CANARY}","t\\u006fken":1}`,
  },
  { why: 'a member twice further in', code: 'json-key-duplicate', body: `{"client":{"ip":1,"ip":"${CANARY}"}}` },
  { why: '__proto__', code: 'json-key-forbidden', body: `{"__proto__":{"admin":"${CANARY}"}}` },
  { why: '__proto__ spelt with escapes', code: 'json-key-forbidden', body: `{"a":{"\\u005f_proto__":"${CANARY}"}}` },
  { why: 'Latin-1', code: 'utf8-invalid', body: latin1 },
  { why: 'overlong UTF-8', code: 'utf8-invalid', body: Buffer.from([0x22, 0xc0, 0xaf, 0x22]) },
  { why: 'a surrogate in UTF-8', code: 'utf8-invalid', body: Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]) },
  { why: 'UTF-16', code: 'utf8-invalid', body: Buffer.from(`\ufeff{"a":"${CANARY}"}`, 'utf16le') },
  { why: 'text/plain', code: 'content-type-unsupported', body: CANARY, type: { 'content-type': 'text/plain' } },
  {
    why: 'a form',
    code: 'content-type-unsupported',
    body: `a=${CANARY}`,
    type: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  { why: 'no content type', code: 'content-type-unsupported', body: `{"a":"${CANARY}"}`, type: {} },
  {
    why: 'another charset',
    code: 'content-type-unsupported',
    body: '{}',
    type: { 'content-type': 'application/json; charset=utf-16' },
  },
  {
    why: 'a type that only begins like JSON',
    code: 'content-type-unsupported',
    body: '{}',
    type: { 'content-type': 'application/json-seq' },
  },
  {
    why: 'a compressed body',
    code: 'content-type-unsupported',
    body: gzipSync(`{"a":"${CANARY}"}`),
    type: { ...JSON_TYPE, 'content-encoding': 'gzip' },
  },
];

describe('security: bad bodies', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;

  before(async () => {
    server = await startServer({ env: { SEKISHO_LOG: 'trace' } });
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const collect = (body: Body, headers: OutgoingHttpHeaders = JSON_TYPE): Promise<Reply> =>
    send(server.url, '/v1/collect?site=pk_demo', { method: 'POST', headers: { origin: server.url, ...headers }, body });
  const screen = (body: Body, headers: OutgoingHttpHeaders = JSON_TYPE): Promise<Reply> =>
    send(server.url, '/v1/screenings', { method: 'POST', headers: { ...gate.bearer, ...headers }, body });

  const refusals = async (code: ProblemCode): Promise<number> => gate.metric('sekisho_problems_total', { code });

  const refusesAndCounts = async (reply: () => Promise<Reply>, code: ProblemCode): Promise<Reply> => {
    const before = await refusals(code);
    const it = await reply();
    assertProblem(it, code, CANARY);
    assert.equal(await refusals(code), before + 1, 'a counter rises');
    return it;
  };

  for (const { why, code, body, type } of CASES) {
    it(`refuses ${why}: ${code}`, async () => {
      await refusesAndCounts(() => collect(body, type), code);
      await refusesAndCounts(() => screen(body, type), code);
    });
  }

  for (const [post, limit] of [
    ['collect', LIMITS.collectBodyBytesMax],
    ['screenings', LIMITS.screeningBodyBytesMax],
  ] as const) {
    const sendTo = post === 'collect' ? collect : screen;

    it(`refuses a body over the limit on ${post}, and reads one that just fits`, async () => {
      const fits = `{"a":"${CANARY.padEnd(limit - 8, 'x')}"}`;
      assert.equal(Buffer.byteLength(fits), limit);
      assertProblem(await sendTo(fits), 'fields-invalid', CANARY);
      await refusesAndCounts(() => sendTo(`${fits} `), 'body-too-large');
    });

    it(`refuses a body over the limit on ${post} that does not say its length`, async () => {
      const part = CANARY.padEnd(8 * 1024, 'x');
      await refusesAndCounts(() => sendTo(Array.from({ length: 40 }, () => part)), 'body-too-large');
    });
  }

  it('names the path of each wrong field of a question, and never its value', async () => {
    const wrong: readonly [unknown, readonly string[]][] = [
      [{ ...question(), phase: CANARY }, ['phase']],
      [{ ...question(), domain: 'orders' }, ['domain']],
      [{ ...question(), token: 17 }, ['token']],
      [{ ...question(), [CANARY.toUpperCase()]: 1 }, [CANARY.toUpperCase()]],
      [{ ...question(), client: { ip: CANARY, userAgent: 1 } }, ['client.ip', 'client.userAgent']],
      [{ ...question(), client: { ...question().client, headers: [[CANARY, 5]] } }, ['client.headers.0.1']],
      [{ ...question(), account: { id: '', phone: `0${CANARY}` } }, ['account.id', 'account.phone']],
      [{ ...question(), account: { id: CANARY, createdAt: CANARY } }, ['account.createdAt']],
      [{ ...question(), credential: { sketch: 65_536 } }, ['credential.sketch']],
      [{ ...question(), credential: { password: CANARY } }, ['credential.password']],
      [{ ...question(), attributes: { plan: { deep: CANARY } } }, ['attributes.plan']],
      [
        { ...question(), attributes: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`a${i}`, 1])) },
        ['attributes'],
      ],
      [{ ...question(), amount: -1 }, ['amount']],
      [{ ...question(), token: 'x'.repeat(32 * 1024 + 1) }, ['token']],
      [{ ...question(), session: CANARY.repeat(30) }, ['session']],
      [{}, ['domain', 'action', 'phase', 'client']],
    ];
    for (const [body, paths] of wrong) {
      const { fields = [] } = assertProblem(await screen(JSON.stringify(body)), 'fields-invalid', CANARY);
      assert.deepEqual(
        fields.map(it => it.path),
        paths,
      );
    }
  });

  it('shows a bounded number of wrong fields', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, 1]));
    const { fields = [] } = assertProblem(await screen(JSON.stringify(many)), 'fields-invalid');
    assert.equal(fields.length, LIMITS.badFieldsShownMax);
  });

  it('names the path of each wrong field of a report', async () => {
    const report = { ...personReport, nonce: 'n' };
    const wrong: readonly [unknown, string][] = [
      [{ ...report, v: 2 }, 'v'],
      [{ ...report, nonce: 'x'.repeat(201) }, 'nonce'],
      [{ ...report, session: '' }, 'session'],
      [{ ...report, signals: CANARY }, 'signals'],
      [{ ...report, signals: { webdriver: CANARY } }, 'signals.webdriver'],
      [{ ...report, signals: { timeZone: { zone: 'UTC', offsetMin: CANARY } } }, 'signals.timeZone.offsetMin'],
      [{ ...report, signals: { screen: { missing: CANARY } } }, 'signals.screen.missing'],
      [{ ...report, streams: { page: { ...personReport.streams.page, ageMs: -1 } } }, 'streams.page.ageMs'],
      [{ ...report, streams: { keys: [] } }, 'streams.keys'],
    ];
    for (const [body, path] of wrong) {
      const { fields = [] } = assertProblem(await collect(JSON.stringify(body)), 'fields-invalid', CANARY);
      assert.equal(fields[0]?.path, path, JSON.stringify(fields));
    }
  });

  it('refuses addresses and methods that it does not have', async () => {
    for (const path of [
      '/',
      '/v1',
      '/v1/screenings/',
      '/V1/screenings',
      '/v1/nonce/..%2f',
      `/${CANARY}`,
      '/%E0%A4%A',
      '/.git/config',
    ]) {
      await refusesAndCounts(() => send(server.url, path), 'route-unknown');
    }
    const deleted = await refusesAndCounts(
      () => send(server.url, '/v1/screenings', { method: 'DELETE', headers: gate.bearer }),
      'method-not-allowed',
    );
    assert.equal(deleted.headers.allow, 'POST, GET');
    await refusesAndCounts(() => send(server.url, '/v1/collect?site=pk_demo'), 'method-not-allowed');
  });

  it('leaves nothing of what was sent in its log, at any level', async () => {
    await gate.ask({ account: { id: CANARY } });
    const code = await server.stop();
    assert.equal(code, 0);
    assert.match(server.output.stderr, /"route":"\/v1\/screenings"/, 'it does log');
    assert.ok(!`${server.output.stdout}${server.output.stderr}`.toLowerCase().includes(CANARY));
  });
});
