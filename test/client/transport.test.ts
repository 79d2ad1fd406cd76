import assert from 'node:assert/strict';
import { takeToken } from '../../client/transport.ts';
import { type Gate, openGate, problem } from './gate.ts';

const AT_ONCE = [0, 0];

describe('client: takeToken', () => {
  let gate: Gate;

  beforeEach(async () => {
    gate = await openGate();
  });

  afterEach(() => gate.close());

  const reported: string[] = [];
  const levels: string[] = [];
  const seeds: number[] = [];
  const report = async (nonce: string, level: string, seed: number) => {
    seeds.push(seed);
    reported.push(nonce);
    levels.push(level);
    return { body: JSON.stringify({ nonce }), proof: null };
  };
  const take = (cancelled = new AbortController().signal) => takeToken(gate.site, report, cancelled, AT_ONCE);
  const paths = () => gate.asked.map(({ path }) => path.replace(/\?.*/, ''));

  it('asks for a nonce and posts the report made for it, under the script’s prefix', async () => {
    assert.equal((await take()).token, 't2');
    assert.deepEqual(gate.asked, [
      { path: 'GET /prefix/v1/nonce?site=pk_a%26b&v=1', body: '', contentType: undefined, proof: undefined },
      {
        path: 'POST /prefix/v1/collect?site=pk_a%26b&v=1',
        body: '{"nonce":"n1"}',
        contentType: 'application/json',
        proof: undefined,
      },
    ]);
  });

  it('hands on the seed that comes with the nonce, and 0 where none does', async () => {
    seeds.length = 0;
    for (const seed of [12345, undefined, 'x']) {
      gate.next.nonce.push({ body: { nonce: 'n', expiresInMs: 1, seed } });
      await take();
    }
    assert.deepEqual(seeds, [12345, 0, 0]);
  });

  it('looks only as far as the nonce’s reply says, and lightly where it says nothing', async () => {
    levels.length = 0;
    for (const fingerprint of ['full', 'light', undefined, 'fuller']) {
      gate.next.nonce.push({ body: { nonce: 'n', expiresInMs: 1, fingerprint } });
      await take();
    }
    assert.deepEqual(levels, ['full', 'light', 'light', 'light']);
  });

  for (const code of ['nonce-expired', 'nonce-used']) {
    it(`takes a new nonce and posts once more on ${code}`, async () => {
      gate.next.collect.push(problem(409, code));
      reported.length = 0;
      assert.equal((await take()).token, 't4');
      assert.deepEqual(reported, ['n1', 'n3']);
    });

    it(`gives up on a second ${code}`, async () => {
      gate.next.collect.push(problem(409, code), problem(409, code));
      assert.deepEqual(await take(), { token: null, why: 'failed', code });
      assert.equal(gate.asked.length, 4);
    });

    it(`asks another address for the nonce after ${code}: a cache may have given the first one`, async () => {
      gate.next.collect.push(problem(409, code));
      await take();
      const [first, , second] = gate.asked.map(it => it.path);
      assert.match(second ?? '', /&again=0\.\d+/);
      assert.ok(second?.startsWith(`${first}&`));
    });
  }

  it('is off when the operator switched the agent off, whatever the status, and asks no more', async () => {
    for (const status of [403, 503]) gate.next.nonce.push(problem(status, 'agent-off'));
    assert.deepEqual(await take(), { token: null, why: 'off', code: 'agent-off' });
    assert.deepEqual(await take(), { token: null, why: 'off', code: 'agent-off' });
    gate.next.collect.push(problem(503, 'agent-off'));
    assert.deepEqual(await take(), { token: null, why: 'off', code: 'agent-off' });
    assert.deepEqual(paths(), [
      'GET /prefix/v1/nonce',
      'GET /prefix/v1/nonce',
      'GET /prefix/v1/nonce',
      'POST /prefix/v1/collect',
    ]);
  });

  it('tries again when the connection breaks, the server errs or a proxy answers with a page', async () => {
    gate.next.nonce.push({ cut: true });
    gate.next.collect.push({ status: 502, text: '<h1>Bad Gateway</h1>' });
    assert.equal((await take()).token, 't4');
    gate.next.collect.push(problem(500, 'internal'));
    assert.equal((await take()).token, 't7');
  });

  it('tries no more than twice again, for all requests of one token together', async () => {
    gate.next.nonce.push({ cut: true });
    gate.next.collect.push({ cut: true }, { cut: true }, { cut: true });
    assert.deepEqual(await take(), { token: null, why: 'failed', code: 'unreachable' });
    assert.equal(gate.asked.length, 4);
  });

  it('does not repeat what was refused', async () => {
    gate.next.collect.push(problem(400, 'bad-report'));
    assert.deepEqual(await take(), { token: null, why: 'refused', code: 'bad-report' });
    gate.next.nonce.push(problem(404, 'site-unknown'));
    assert.deepEqual(await take(), { token: null, why: 'refused', code: 'site-unknown' });
    assert.equal(gate.asked.length, 3);
  });

  it('leaves a busy server alone: that is a failure for now, not a refusal', async () => {
    gate.next.nonce.push(problem(429, 'too-many-requests'));
    assert.deepEqual(await take(), { token: null, why: 'failed', code: 'too-many-requests' });
    assert.equal(gate.asked.length, 1);
  });

  it('does not take an answer of another shape for a token', async () => {
    for (const body of [{}, { token: '' }, { token: 7 }, null, []]) {
      gate.next.collect.push({ body });
      assert.deepEqual(await take(), { token: null, why: 'refused', code: 'http-200' });
    }
  });

  it('sends the proof of the device key, and hands its next counter over when the token is spent', async () => {
    gate.next.collect.push({ body: { token: 't', expiresInMs: 1, counter: 'c2' } });
    const spent: string[] = [];
    const proof = { value: 'key.c1.signature', spend: (counter: string) => spent.push(counter) };
    const taken = await takeToken(
      gate.site,
      async () => ({ body: '{}', proof }),
      new AbortController().signal,
      AT_ONCE,
    );
    assert.equal(gate.asked[1]?.proof, 'key.c1.signature');
    assert.deepEqual(spent, []);
    if (taken.token !== null) taken.spend();
    assert.deepEqual(spent, ['c2']);
  });

  it('tells the device nothing where the server named no counter', async () => {
    const proof = { value: 'key.c1.signature', spend: () => assert.fail('spent') };
    const taken = await takeToken(
      gate.site,
      async () => ({ body: '{}', proof }),
      new AbortController().signal,
      AT_ONCE,
    );
    if (taken.token !== null) taken.spend();
    assert.equal(taken.token, 't2');
  });

  it('asks nothing more once it is cancelled', async () => {
    const cancel = new AbortController();
    const report = async () => {
      cancel.abort();
      return { body: '{}', proof: null };
    };
    const taken = await takeToken(gate.site, report, cancel.signal, AT_ONCE);
    assert.equal(taken.token, null);
    assert.deepEqual(paths(), ['GET /prefix/v1/nonce']);
  });
});
