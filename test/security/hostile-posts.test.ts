import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { attentiveMs } from '../../server/adapters/attentive-clock.ts';
import { closing } from '../support/closing.ts';
import { type GateClient, gateClient, JSON_TYPE, question, type Reply, send } from '../support/gate-client.ts';
import { PERSON_USER_AGENT, personReport, personSignals } from '../support/person-report.ts';
import { type SeededRandom, seededRandom } from '../support/seeded-random.ts';
import { startServer } from '../support/server.ts';

const SEED = 7_031;
const POSTS = 2000;
const AT_ONCE = 16;
const GROWTH_BYTES_MAX = 100 * 1024 * 1024;
/** One post may hold the process for no longer: everybody waits meanwhile. */
const ANSWER_MS_MAX = 2000;

type Post = { readonly path: string; readonly headers: OutgoingHttpHeaders; readonly body: string | Uint8Array };
type Make = (random: SeededRandom, gate: GateClient) => Promise<Omit<Post, 'path'>> | Omit<Post, 'path'>;

const pick = <T>(random: SeededRandom, from: readonly T[]): T => {
  const it = from[Math.floor(random.between(0, from.length))];
  if (it === undefined) throw new Error('nothing to pick from');
  return it;
};
const noise = (random: SeededRandom, bytes: number): Buffer =>
  Buffer.from(Array.from({ length: bytes }, () => Math.floor(random.between(0, 256))));
const json = (value: unknown): Omit<Post, 'path'> => ({ headers: JSON_TYPE, body: JSON.stringify(value) });

/** Values in places that expect others: each is legal JSON. */
const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  '\u0000',
  '\ud800',
  'x'.repeat(5000),
  [],
  {},
  [[[[[]]]]],
  { missing: 'no' },
  { constructor: 1, toString: 2 },
];
/** Made for regular expressions that go back and forth over what they read. */
const SLOW_NAMES: readonly string[] = [
  `Mozilla/5.0 (${' '.repeat(900)}`,
  `${'Mozilla/5.0 '.repeat(80)}`,
  `Mozilla/5.0 (Linux; Android 10; ${'SM-'.repeat(250)}`,
  `${'a'.repeat(500)}${'/'.repeat(500)}`,
  `iphone ${'os 1_'.repeat(180)}`,
  `Opera/${'9.'.repeat(400)} Version/${'1'.repeat(100)}`,
  `${';'.repeat(1000)} build/`,
];

function withOdd(it: Record<string, unknown>, random: SeededRandom): Record<string, unknown> {
  const key = pick(random, Object.keys(it));
  const value = it[key];
  const deeper = typeof value === 'object' && value !== null && !Array.isArray(value) && random.unit() < 0.7;
  return { ...it, [key]: deeper ? withOdd({ ...value }, random) : pick(random, ODD) };
}

const KINDS: Readonly<Record<string, Make>> = {
  noise: random => ({ headers: JSON_TYPE, body: noise(random, Math.floor(random.between(1, 3000))) }),
  deep: random => ({
    headers: JSON_TYPE,
    body: pick(random, ['[', '{"a":']).repeat(Math.floor(random.between(100, 4000))),
  }),
  wide: random =>
    json(Object.fromEntries(Array.from({ length: Math.floor(random.between(100, 3900)) }, (_, i) => [`k${i}`, i]))),
  large: () => ({ headers: JSON_TYPE, body: Buffer.alloc(200_000, 'x') }),
  escapes: random => json({ token: '\\u0000'.repeat(Math.floor(random.between(1, 3000))) }),
  typeless: random => ({ headers: { 'content-type': noise(random, 40).toString('base64') }, body: '{}' }),
  cut: random => {
    const body = JSON.stringify(question());
    return { headers: JSON_TYPE, body: body.slice(0, Math.floor(random.between(1, body.length))) };
  },
  oddQuestion: random => json(withOdd({ ...question({ attributes: { a: 1 }, session: 's' }) }, random)),
  oddReport: random => json(withOdd({ ...personReport, nonce: 'n' }, random)),
  oddSignals: async (random, gate) =>
    json({ ...personReport, nonce: await gate.nonce(), signals: withOdd({ ...personSignals }, random) }),
  slowName: random =>
    json(
      question({
        account: { id: `slow-${random.unit()}` },
        client: { ip: '192.0.2.1', userAgent: pick(random, SLOW_NAMES) },
        token: `~${Buffer.from(JSON.stringify({ ...personReport, signals: { ...personSignals, userAgent: pick(random, SLOW_NAMES) } })).toString('base64url')}`,
      }),
    ),
  oddField: random =>
    json(
      question({
        account: { id: `field-${random.unit()}` },
        token: pick(random, [
          '~',
          '~~~~',
          'a~b~c',
          `~${noise(random, 2000).toString('base64url')}`,
          noise(random, 300).toString('latin1'),
        ]),
      }),
    ),
  headers: random => ({
    headers: {
      ...JSON_TYPE,
      origin: pick(random, ['null', 'http://localhost', 'x'.repeat(3000)]),
      cookie: `__Host-sekisho=${'A'.repeat(Math.floor(random.between(0, 4000)))}`,
      'x-forwarded-for': '1,'.repeat(500),
      'user-agent': pick(random, SLOW_NAMES),
    },
    body: '{}',
  }),
};

describe('security: a hostile neighbourhood', function () {
  this.timeout(60_000);
  const close = closing();
  let gate: GateClient;

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  async function post(random: SeededRandom): Promise<{ kind: string; reply: Reply; ms: number }> {
    const [kind, make] = pick(random, Object.entries(KINDS));
    const path = pick(random, ['/v1/collect?site=pk_demo', '/v1/screenings', '/v1/screenings/scr_0/outcome']);
    const made = await make(random, gate);
    const headers = { origin: gate.url, ...gate.bearer, ...made.headers };
    const started = attentiveMs();
    const reply = await send(gate.url, path, {
      method: path.endsWith('outcome') ? 'PUT' : 'POST',
      headers,
      body: made.body,
    });
    return { kind, reply, ms: attentiveMs() - started };
  }

  async function posts(count: number, random: SeededRandom): Promise<Map<string, number>> {
    const answers = new Map<string, number>();
    let left = count;
    const one = async (): Promise<void> => {
      while (left-- > 0) {
        const { kind, reply, ms } = await post(random);
        const code = reply.status === 200 ? 'taken' : String(JSON.parse(reply.text).code);
        answers.set(code, (answers.get(code) ?? 0) + 1);
        assert.ok(reply.status < 500, `${kind}: ${reply.status} ${reply.text}`);
        assert.ok(ms < ANSWER_MS_MAX, `${kind} took ${Math.round(ms)} ms`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    return answers;
  }

  it(`is answered post by post, and leaves process, memory and people’s logins as they were (seed ${SEED})`, async () => {
    const random = seededRandom(SEED);
    await posts(300, random);
    const memory = () => gate.metric('process_resident_memory_bytes');
    const before = await memory();
    const answers = await posts(POSTS, random);
    const grown = (await memory()) - before;
    assert.ok(grown < GROWTH_BYTES_MAX, `${Math.round(grown / 1024 / 1024)} MB more`);
    const expected = [
      'taken',
      'fields-invalid',
      'json-invalid',
      'json-too-deep',
      'utf8-invalid',
      'body-too-large',
      'content-type-unsupported',
      'origin-not-listed',
    ];
    for (const code of expected) assert.ok(answers.has(code), `${code} among ${[...answers.keys()]}`);
    const person = await gate.ask({
      token: await gate.field(),
      account: { id: 'a-person' },
      client: { ip: '203.0.113.9', userAgent: PERSON_USER_AGENT },
    });
    assert.equal(person.verdict, 'OK');
  });
});
