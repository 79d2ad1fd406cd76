import assert from 'node:assert/strict';
import { watch } from '../../client/watch.ts';
import { StageTarget } from './stage.ts';

const moment = { nowMs: 0, handOut: false };
const seen = { hidden: false };

describe('client: watch', () => {
  it('loses only the stream that fails, from its failure on', () => {
    const target = new StageTarget();
    const read = watch<{ broken: number; whole: number }>(
      {
        broken: ({ listen }) => {
          listen(['keydown'], () => {
            throw new Error('odd browser');
          });
          return () => 1;
        },
        whole: () => () => 2,
      },
      target,
      seen,
      new AbortController().signal,
    );
    assert.deepEqual(read(moment), { broken: 1, whole: 2 });
    target.play('keydown', { isTrusted: true });
    assert.deepEqual(read(moment), { broken: { missing: 'failed' }, whole: 2 });
  });

  it('reads a stream that cannot start, or not be read, as failed', () => {
    const fail = () => {
      throw new Error('odd browser');
    };
    const streams = { start: fail, snapshot: () => fail, whole: () => () => 1 };
    const read = watch<{ start: number; snapshot: number; whole: number }>(
      streams,
      new StageTarget(),
      seen,
      new AbortController().signal,
    );
    assert.deepEqual(read(moment), { start: { missing: 'failed' }, snapshot: { missing: 'failed' }, whole: 1 });
  });

  it('keeps events that a script made from whoever listens for hands', () => {
    const target = new EventTarget();
    const read = watch<{ hands: number; all: number }>(
      {
        hands: ({ listen }) => {
          let count = 0;
          listen(['click'], () => {
            count += 1;
          });
          return () => count;
        },
        all: ({ listenToAll }) => {
          let count = 0;
          listenToAll(['click'], () => {
            count += 1;
          });
          return () => count;
        },
      },
      target,
      seen,
      new AbortController().signal,
    );
    target.dispatchEvent(new Event('click'));
    assert.deepEqual(read(moment), { hands: 0, all: 1 });
  });
});
