import assert from 'node:assert/strict';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { laidOut } from '../../server/core/layout-problem.ts';
import { PROBLEMS, type ProblemCode } from '../../server/errors.ts';
import { collectReplySchema, nonceReplySchema, type Report } from '../../shared/wire/report.ts';
import {
  type Problem,
  problemSchema,
  type ScreeningAnswer,
  type ScreeningQuestion,
  type ScreeningView,
  screeningAnswerSchema,
  screeningsPageSchema,
  screeningViewSchema,
} from '../../shared/wire/screening.ts';
import { eventually } from './eventually.ts';
import { PERSON_USER_AGENT, personReport, tokenField } from './person-report.ts';

export type Sent = {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** A list is sent piece by piece, chunked and without a length. */
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[];
};

export type Reply = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

/** One request over node:http, which, unlike fetch, sends any header (Host, Origin) and any body. */
export function send(url: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(url);
    const prefix = pathname === '/' ? '' : pathname;
    // Given apart, the path is not tidied: dots in it arrive as they are.
    const asked = request({ hostname, port, path: `${prefix}${path}`, method, headers });
    asked.on('response', reply => {
      const parts: Buffer[] = [];
      reply.on('data', part => parts.push(part));
      reply.on('end', () => {
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text: Buffer.concat(parts).toString('utf8') });
      });
      reply.on('error', reject);
    });
    asked.on('error', reject);
    if (Array.isArray(body)) for (const part of body) asked.write(part);
    else if (typeof body === 'string' || body instanceof Uint8Array) {
      asked.setHeader('content-length', Buffer.byteLength(body));
      asked.write(body);
    }
    asked.end();
  });
}

export const JSON_TYPE = { 'content-type': 'application/json' } as const;

/** The answer is this problem of the catalogue, whole and in its own type, and tells nothing of what was sent. */
export function assertProblem(reply: Reply, code: ProblemCode, canary?: string): Problem {
  assert.equal(reply.headers['content-type'], 'application/problem+json; charset=utf-8', reply.text);
  const problem = problemSchema.parse(JSON.parse(reply.text));
  const { status, title } = PROBLEMS[code];
  assert.deepEqual(
    { code: problem.code, status: problem.status, title: problem.title, http: reply.status },
    { code, status, title, http: status },
  );
  assert.equal(problem.requestId, reply.headers['x-request-id']);
  assert.match(problem.requestId, /^[0-9a-f-]{36}$/);
  assert.doesNotMatch(reply.text, /\bat .*:\d+:\d+|node_modules|\.ts\b/, 'no stack');
  if (canary !== undefined) assert.ok(!reply.text.includes(canary), 'no echo of what was sent');
  return problem;
}

export type GateClientOptions = {
  readonly siteKey?: string;
  readonly key?: string;
  /** The page's origin. */
  readonly origin?: string;
  readonly adminUrl?: string;
};

export type Question = Partial<ScreeningQuestion>;

/** An address that no country is known of (RFC 5737). */
export const CLIENT_IP = '203.0.113.7';

export const question = (it: Question = {}): ScreeningQuestion => ({
  domain: 'access',
  action: 'login',
  phase: 'succeeded',
  account: { id: 'hanako@example.jp' },
  client: { ip: CLIENT_IP, userAgent: PERSON_USER_AGENT },
  ...it,
});

export type GateClient = ReturnType<typeof gateClient>;

/** A page and its backend, both of one site; the demo's where nothing else is said. Every answer is parsed by the wire contract. */
export function gateClient(url: string, options: GateClientOptions = {}) {
  return { url, ...pageOf(url, options), ...backendOf(url, options) };
}

async function parsed<T>(schema: { parse: (it: unknown) => T }, asked: Promise<Reply>): Promise<T> {
  const reply = await asked;
  assert.equal(reply.status, 200, reply.text);
  return schema.parse(JSON.parse(reply.text));
}

function pageOf(url: string, { siteKey = 'pk_demo', origin = url }: GateClientOptions) {
  const page = { 'user-agent': PERSON_USER_AGENT, origin };
  const nonce = async (): Promise<string> => {
    const asked = send(url, `/v1/nonce?site=${siteKey}`, { headers: page });
    return (await parsed(nonceReplySchema, asked)).nonce;
  };
  const sendReport = (report: unknown, headers: OutgoingHttpHeaders = {}): Promise<Reply> =>
    send(url, `/v1/collect?site=${siteKey}`, {
      method: 'POST',
      headers: { ...page, ...JSON_TYPE, ...headers },
      body: JSON.stringify(report),
    });
  const collect = async (report: Partial<Report> = {}, headers: OutgoingHttpHeaders = {}): Promise<string> => {
    const asked = report.nonce ?? (await nonce());
    const body = { ...personReport, nonce: asked, layout: laidOut(asked), ...report };
    return (await parsed(collectReplySchema, sendReport(body, headers))).token;
  };
  /** A new page view's form field. */
  const field = async (report: Partial<Report> = {}): Promise<string> => tokenField(await collect(report));
  return { siteKey, nonce, sendReport, collect, field };
}

function backendOf(url: string, { key = 'sk_demo', adminUrl = url }: GateClientOptions) {
  const bearer = { authorization: `Bearer ${key}` };
  const sendJson = (method: string, path: string, body: unknown, headers: OutgoingHttpHeaders = {}): Promise<Reply> =>
    send(url, path, { method, headers: { ...bearer, ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
  const sendQuestion = (asked: unknown, headers: OutgoingHttpHeaders = {}): Promise<Reply> =>
    sendJson('POST', '/v1/screenings', asked, headers);
  const sendOutcome = (id: string, outcome: unknown): Promise<Reply> =>
    sendJson('PUT', `/v1/screenings/${id}/outcome`, outcome);
  const get = (path: string, headers: OutgoingHttpHeaders = bearer): Promise<Reply> =>
    send(adminUrl, path, { headers });
  return {
    bearer,
    sendQuestion,
    sendOutcome,
    get,
    ask: (it: Question = {}, headers: OutgoingHttpHeaders = {}): Promise<ScreeningAnswer> =>
      parsed(screeningAnswerSchema, sendQuestion(question(it), headers)),
    outcome: (id: string, outcome: unknown): Promise<ScreeningView> =>
      parsed(screeningViewSchema, sendOutcome(id, outcome)),
    read: (id: string): Promise<ScreeningView> => parsed(screeningViewSchema, get(`/v1/screenings/${id}`)),
    search: (query: Readonly<Record<string, string>> = {}) =>
      parsed(screeningsPageSchema, get(`/v1/screenings?${new URLSearchParams(query)}`)),
    metric: async (name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> => {
      const { status, text } = await get('/metrics');
      assert.equal(status, 200);
      return metricIn(text, name, labels);
    },
  };
}

/** Sum of a metric's series that have these labels. */
export function metricIn(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const family = name.replace(/_(count|sum|bucket)$/, '');
  assert.ok(text.includes(`# TYPE ${family} `), `the metric ${family} exists`);
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  let sum = 0;
  for (const line of text.split('\n')) {
    const [, series = '', value = ''] = /^(\S+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    if (series !== name && !series.startsWith(`${name}{`)) continue;
    if (wanted.every(it => series.includes(it))) sum += Number(value);
  }
  return sum;
}

export const codesOf = (answer: Pick<ScreeningAnswer, 'reasons'>): string[] =>
  answer.reasons.filter(it => it.audience === 'analyst').map(it => it.code);

/** What a command changes holds in every process of a gate within this time. */
export const HOLDS_WITHIN = { withinMs: 1000 } as const;

/** So many at once, each over a connection of its own, come to each of a few processes: of four one is missed in a thousand. */
const LOOKS = 24;

/** A new key is taken once every process of the gate has heard of it, and with it of all that was changed before. */
export async function keyHolds(url: string, key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, connection: 'close' };
  const asked = () => send(url, '/v1/screenings', { method: 'POST', headers });
  const isKnown = async () => {
    const replies = await Promise.all(Array.from({ length: LOOKS }, asked));
    return replies.every(it => it.status !== 401);
  };
  // Only what has a test of its own must hold within the second, whatever else the machine does.
  await eventually('the gate knows a new key', isKnown);
}

/** A site of its own on a running gate, and the client of it. */
export async function addSite(
  server: {
    readonly url: string;
    readonly adminUrl: string | null;
    cli: (command: 'sites' | 'keys', ...args: string[]) => Promise<string>;
  },
  name: string,
  { mode = 'observe', scope = 'screen,outcome,read' }: { mode?: 'observe' | 'enforce'; scope?: string } = {},
): Promise<GateClient> {
  const origin = `https://${name}.example`;
  const added = await server.cli('sites', 'add', name, '--origin', origin);
  const siteKey = /pk_[\w-]+/.exec(added)?.[0] ?? '';
  if (mode === 'enforce') await server.cli('sites', 'mode', name, 'enforce');
  const key = (await server.cli('keys', name, '--scope', scope)).trim();
  await keyHolds(server.url, key);
  return gateClient(server.url, {
    siteKey,
    key,
    origin,
    ...(server.adminUrl === null ? {} : { adminUrl: server.adminUrl }),
  });
}
