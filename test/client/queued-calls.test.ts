import assert from 'node:assert/strict';
import { QUEUED_CALLS_MAX } from '../../client/limits.ts';
import { queuedCalls } from '../../client/queued-calls.ts';

describe('client: queuedCalls', () => {
  let played: unknown[][];
  const agent = {
    start: (...given: unknown[]) => void played.push(['start', ...given]),
    token: async () => {
      played.push(['token']);
      return 't~s';
    },
  };
  const call = (name: string, ...given: unknown[]) => ({ name, given, done: () => {} });

  beforeEach(() => {
    played = [];
  });

  it('plays what the page began with first, then the others in their order', () => {
    const calls = [call('token'), call('start', { session: 's' }), call('token')];
    const queued = queuedCalls({ calls }, agent);
    queued.play('start');
    assert.deepEqual(played, [['start', { session: 's' }]]);
    queued.playRest();
    assert.deepEqual(played.slice(1), [['token'], ['token']]);
    assert.equal(calls.length, 0);
  });

  it('gives each caller its answer', async () => {
    const answer = new Promise(done => {
      queuedCalls({ calls: [{ name: 'token', given: [], done }] }, agent).playRest();
    });
    assert.equal(await answer, 't~s');
  });

  it('plays at once what is called on the stub later', () => {
    const calls: object[] = [];
    queuedCalls({ calls }, agent).playRest();
    calls.push(call('token'));
    assert.deepEqual(played, [['token']]);
    assert.equal(calls.length, 0);
  });

  it('plays no more than so many, whatever loop called them', () => {
    const calls = Array.from({ length: QUEUED_CALLS_MAX + 5 }, () => call('token'));
    queuedCalls({ calls }, agent).playRest();
    assert.equal(played.length, QUEUED_CALLS_MAX);
  });

  it('survives whatever else is there', () => {
    const odd = [
      null,
      7,
      {},
      { name: 'stop', given: [] },
      { name: 'constructor', given: [] },
      { name: 'token', given: 1 },
    ];
    queuedCalls({ calls: [...odd, call('token')] }, agent).playRest();
    assert.deepEqual(played, [['token']]);
    for (const stub of [undefined, null, {}, { calls: {} }, [], 'sekisho'])
      assert.doesNotThrow(() => queuedCalls(stub, agent).playRest());
  });
});
