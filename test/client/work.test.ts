import assert from 'node:assert/strict';
import { work } from '../../client/work.ts';

const turn = () => new Promise(resolve => setImmediate(resolve));

describe('client: the proof of work', () => {
  const frames: (() => void)[] = [];
  const idle: (() => void)[] = [];
  const asked: { nonce: string; answer: (it: readonly number[] | null) => void }[] = [];
  const original: unknown = Reflect.get(globalThis, 'requestAnimationFrame');

  beforeEach(() => {
    for (const list of [frames, idle, asked]) list.length = 0;
    Reflect.set(globalThis, 'requestAnimationFrame', (run: () => void) => frames.push(run));
  });
  after(() => Reflect.set(globalThis, 'requestAnimationFrame', original));

  const begun = () =>
    work(
      ([nonce]) => new Promise(answer => asked.push({ nonce, answer })),
      run => idle.push(run),
    );
  const painted = async () => {
    for (const run of idle.splice(0)) run();
    for (const run of frames.splice(0)) run();
    await turn();
  };

  it('begins once the page is idle and a frame was painted, and has the answer for its token alone', async () => {
    const own = begun();
    own.begin('t1', ['n1', 8]);
    await turn();
    assert.deepEqual([asked.length, frames.length], [0, 0]);
    await painted();
    assert.equal(own.answerFor('t1'), undefined);
    asked[0]?.answer([1, 2]);
    await turn();
    assert.deepEqual([own.answerFor('t1'), own.answerFor('t0')], [[1, 2], undefined]);
  });

  it('does nothing where the site asks for none', async () => {
    begun().begin('t1', ['n1', undefined]);
    await painted();
    assert.equal(asked.length, 0);
  });

  it('has no answer where none could be had', async () => {
    const own = begun();
    own.begin('t1', ['n1', 8]);
    await painted();
    asked[0]?.answer(null);
    await turn();
    assert.equal(own.answerFor('t1'), undefined);
  });

  it('never gives a token the answer of another, and works on one at a time, the newest', async () => {
    const own = begun();
    own.begin('t1', ['n1', 8]);
    await painted();
    own.begin('t2', ['n2', 8]);
    own.begin('t3', ['n3', 8]);
    await painted();
    assert.deepEqual(
      asked.map(it => it.nonce),
      ['n1'],
    );
    asked[0]?.answer([1]);
    await turn();
    assert.deepEqual(
      asked.map(it => it.nonce),
      ['n1', 'n3'],
    );
    asked[1]?.answer([3]);
    await turn();
    assert.deepEqual(['t1', 't2', 't3'].map(own.answerFor), [undefined, undefined, [3]]);
  });
});
