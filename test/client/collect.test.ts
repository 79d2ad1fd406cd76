import assert from 'node:assert/strict';
import { collect, DEADLINES } from '../../client/collect.ts';
import { attentiveMs } from '../../server/adapters/attentive-clock.ts';

const never = () => new Promise<never>(() => {});

describe('client: collect', () => {
  it('gathers values, promises and what a signal itself calls missing', async () => {
    const collection = collect<{ sync: number; later: string; lacking: boolean }>({
      sync: () => 1,
      later: async () => 'two',
      lacking: () => ({ missing: 'unsupported' }),
    });
    assert.deepEqual(await collection.done, { sync: 1, later: 'two', lacking: { missing: 'unsupported' } });
  });

  it('loses only the signal that throws or rejects', async () => {
    const collection = collect<{ throws: number; rejects: number; works: number }>({
      throws: () => {
        throw new Error('odd browser');
      },
      rejects: () => Promise.reject(new Error('odd browser')),
      works: () => 3,
    });
    assert.deepEqual(await collection.done, {
      throws: { missing: 'failed' },
      rejects: { missing: 'failed' },
      works: 3,
    });
  });

  it('waits for a slow signal until its deadline, and not for the ones after it', async () => {
    const collection = collect<{ hangs: number; works: number }>(
      { hangs: never, works: async () => 1 },
      { ...DEADLINES, signalMs: 20 },
    );
    const since = attentiveMs();
    assert.deepEqual(await collection.done, { hangs: { missing: 'timed-out' }, works: 1 });
    assert.ok(attentiveMs() - since < DEADLINES.signalMs, 'the given deadline counts');
  });

  it('gives a signal its own deadline where it has one', async () => {
    const collection = collect<{ hangs: number; slow: number }>(
      { hangs: never, slow: () => new Promise(resolve => setTimeout(resolve, 40, 2)) },
      { ...DEADLINES, signalMs: 5 },
      { slow: 400 },
    );
    assert.deepEqual(await collection.done, { hangs: { missing: 'timed-out' }, slow: 2 });
  });

  it('leaves out what has no turn before the deadline of all', async () => {
    let asked = 0;
    const busy = (ms: number) => {
      for (const end = performance.now() + ms; performance.now() < end; );
      return ms;
    };
    const collection = collect<{ busy: number; late: number }>(
      {
        busy: () => busy(30),
        late: () => {
          asked += 1;
          return 1;
        },
      },
      { ...DEADLINES, allMs: 10 },
    );
    assert.deepEqual(await collection.done, { busy: 30, late: { missing: 'timed-out' } });
    assert.equal(asked, 0);
  });

  it('does not let a late answer replace the deadline’s', async () => {
    let answer = (_: number) => {};
    const late = new Promise<number>(resolve => {
      answer = resolve;
    });
    const collection = collect<{ late: number }>({ late: () => late }, { ...DEADLINES, signalMs: 5 });
    await collection.done;
    answer(7);
    await late;
    assert.deepEqual(collection.now(), { late: { missing: 'timed-out' } });
  });

  it('begins in a task of its own, not in the event that asked for it', async () => {
    let asked = 0;
    const collection = collect<{ one: number }>({
      one: () => {
        asked += 1;
        return 1;
      },
    });
    await Promise.resolve();
    assert.equal(asked, 0);
    await collection.done;
    assert.equal(asked, 1);
  });

  it('answers on the spot with what can be had at once, and goes on with the rest', async () => {
    let asked = 0;
    const collection = collect<{ first: number; later: number; last: number }>({
      first: () => {
        asked += 1;
        return 1;
      },
      later: async () => 2,
      last: () => 3,
    });
    assert.deepEqual(collection.now(), { first: 1, later: { missing: 'timed-out' }, last: 3 });
    assert.deepEqual(await collection.done, { first: 1, later: 2, last: 3 });
    assert.equal(asked, 1, 'no signal is collected twice');
  });

  it('starts nothing more on the spot once its time is over', () => {
    const collection = collect<{ one: number }>({ one: () => 1 }, { ...DEADLINES, onTheSpotMs: 0 });
    assert.deepEqual(collection.now(), { one: { missing: 'timed-out' } });
  });

  it('keeps the registry’s order whoever answers first', async () => {
    const collection = collect<{ slow: number; quick: number }>({ slow: async () => 1, quick: () => 2 });
    assert.deepEqual(Object.keys(await collection.done), ['slow', 'quick']);
  });
});
