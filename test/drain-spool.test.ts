import assert from 'node:assert/strict';
import { drainSpoolRegularly, type SpoolDrain } from '../server/drain-spool.ts';
import { StateAway } from '../server/errors.ts';
import type { Spool } from '../server/ports/spool.ts';
import type { Spooled, State } from '../server/ports/state.ts';
import { sampleRecord, sampleSpooled } from './contract/sample-record.ts';
import { eventually } from './support/eventually.ts';

const EVERY_MS = 5;

describe('drain of the spool', () => {
  let kept: Spooled[];
  let restored: string[];
  let checks: number;
  let drains: number;
  let isAway: boolean;
  let told: { drained: number[]; failed: unknown[] };
  let drain: SpoolDrain;
  let beforeRestore: () => Promise<void>;

  const spool: Pick<Spool, 'waiting' | 'drain'> = {
    waiting: () => kept.length,
    drain: async restore => {
      drains++;
      let count = 0;
      for (let next = kept[0]; next !== undefined; next = kept[0]) {
        await restore(next);
        kept.shift();
        count++;
      }
      return count;
    },
  };
  const state: Pick<State, 'check' | 'restore'> = {
    check: async () => {
      checks++;
      if (isAway) throw new StateAway('unreachable');
    },
    restore: async ({ record }) => {
      await beforeRestore();
      if (isAway) throw new StateAway('unreachable');
      restored.push(record.id);
    },
  };
  const keep = (...ids: string[]): void => {
    kept.push(...ids.map(id => sampleSpooled({ record: sampleRecord({ id }) })));
  };

  beforeEach(() => {
    kept = [];
    restored = [];
    checks = 0;
    drains = 0;
    isAway = false;
    told = { drained: [], failed: [] };
    beforeRestore = async () => {};
    drain = drainSpoolRegularly(
      spool,
      state,
      { onRestored: n => told.drained.push(n), onFault: error => told.failed.push(error) },
      EVERY_MS,
    );
  });
  afterEach(() => drain.stop());

  it('puts back what was kept, in its order, and asks an idle state nothing', async () => {
    keep('a', 'b', 'c');
    await eventually('all are back', () => restored.length === 3);
    assert.deepEqual(restored, ['a', 'b', 'c']);
    await eventually('it is told', () => told.drained.length > 0);
    const [asked, rounds] = [checks, drains];
    await eventually('further rounds', () => drains > rounds + 3);
    assert.deepEqual([checks, told.drained, told.failed], [asked, [3], []]);
  });

  it('asks whether the state is there, tries again while it is not, and says so once', async () => {
    isAway = true;
    keep('a', 'b');
    await eventually('it has tried several times', () => checks > 3);
    assert.deepEqual([restored, told.failed.length], [[], 1]);
    isAway = false;
    await eventually('all are back', () => restored.length === 2);
    isAway = true;
    keep('c');
    await eventually('it says so again', () => told.failed.length === 2);
  });

  it('goes on where it stopped when the state went away in between', async () => {
    beforeRestore = async () => {
      isAway = restored.length === 2;
    };
    keep('a', 'b', 'c', 'd');
    await eventually('it has stopped', () => told.failed.length === 1);
    assert.deepEqual([restored, told.drained], [['a', 'b'], [2]]);
    beforeRestore = async () => {};
    isAway = false;
    await eventually('all are back', () => restored.length === 4);
    assert.deepEqual(restored, ['a', 'b', 'c', 'd']);
  });

  it('begins nothing after it was stopped, and waits for what is on its way', async () => {
    let release = (): void => {};
    let hasBegun = false;
    let others = 0;
    beforeRestore = () =>
      new Promise(resolve => {
        hasBegun = true;
        release = resolve;
      });
    keep('a');
    await eventually('it has begun', () => hasBegun);
    const stopped = drain.stop();
    release();
    await stopped;
    assert.deepEqual(restored, ['a']);
    keep('b');
    const other = drainSpoolRegularly(
      { waiting: () => 0, drain: async () => ++others },
      state,
      { onRestored: () => {}, onFault: () => {} },
      EVERY_MS,
    );
    await eventually('another would have had several rounds', () => others > 3);
    await other.stop();
    assert.deepEqual(restored, ['a']);
  });
});
