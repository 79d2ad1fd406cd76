import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { DEADLINE_MS } from '../../sdk/node/create-sekisho.ts';
import { LIMITS } from '../../server/limits.ts';
import { LANES, Lane, type LaneLimit, type LaneLimits } from '../../server/middleware/lane.ts';
import { eventually } from '../support/eventually.ts';
import { seededRandom } from '../support/seeded-random.ts';

const ROOMY: LaneLimits = {
  inWorkMax: 2,
  waitingMax: 100,
  waitMsMax: 60_000,
  perTurn: 100,
  refusalDelayMs: 0,
  bodiesBytesMax: 0,
};

describe('lane', () => {
  let begun: number[];
  let refused: number[];
  let met: LaneLimit[];
  beforeEach(() => {
    begun = [];
    refused = [];
    met = [];
  });
  const lane = (over: Partial<LaneLimits> = {}): Lane => new Lane({ ...ROOMY, ...over }, limit => met.push(limit));
  const enter = (into: Lane, ...ns: number[]): void => {
    for (const n of ns)
      into.enter(
        () => begun.push(n),
        () => refused.push(n),
      );
  };

  it('has no more in work than it may, and begins the next in their order as one leaves', async () => {
    const it = lane();
    enter(it, 1, 2, 3, 4);
    await turn();
    assert.deepEqual([begun, it.counts], [[1, 2], { waiting: 2, inWork: 2 }]);
    it.leave();
    await turn();
    assert.deepEqual([begun, it.counts], [[1, 2, 3], { waiting: 1, inWork: 2 }]);
    assert.deepEqual(met, []);
  });

  it('begins no more in one turn of the event loop than it may', async () => {
    const it = lane({ inWorkMax: 100, perTurn: 2 });
    enter(it, 1, 2, 3, 4, 5);
    const seen: number[] = [];
    for (let i = 0; i < 3; i++) {
      await turn();
      seen.push(begun.length);
    }
    assert.deepEqual(seen, [2, 4, 5]);
  });

  it('refuses at once what is more than may wait', async () => {
    const it = lane({ waitingMax: 3 });
    enter(it, 1, 2, 3, 4, 5);
    assert.deepEqual([it.isFull, refused, met], [true, [4, 5], ['WaitingMax', 'WaitingMax']]);
    await turn();
    assert.equal(it.isFull, false);
  });

  it('refuses who waited too long, also while nothing in work ever ends', async () => {
    const it = lane({ waitMsMax: 30 });
    const started = performance.now();
    enter(it, 1, 2, 3, 4);
    await eventually('the last is refused', () => refused.length === 2);
    assert.deepEqual(
      [begun, refused],
      [
        [1, 2],
        [3, 4],
      ],
    );
    assert.ok(performance.now() - started >= 29);
    it.leave();
    await turn();
    assert.deepEqual(begun, [1, 2]);
  });

  it('serves or refuses everyone exactly once, whatever comes and goes', async () => {
    const seed = 20_261_123;
    const random = seededRandom(seed);
    const it = lane({ inWorkMax: 3, waitingMax: 5, perTurn: 2 });
    let entered = 0;
    let left = 0;
    for (let step = 0; step < 2000; step++) {
      if (random.unit() < 0.5) enter(it, entered++);
      else if (begun.length > left) {
        it.leave();
        left++;
      }
      assert.ok(begun.length - left <= 3, `seed ${seed}, step ${step}`);
      if (random.unit() < 0.3) await turn();
    }
    while (left < begun.length) {
      it.leave();
      left++;
      await turn();
    }
    await turn();
    const all = [...begun, ...refused].toSorted((a, b) => a - b);
    assert.deepEqual(
      all,
      Array.from({ length: entered }, (_, n) => n),
      `seed ${seed}`,
    );
    assert.deepEqual(
      begun,
      begun.toSorted((a, b) => a - b),
      `seed ${seed}`,
    );
    assert.ok(refused.length > 0 && begun.length > 100, `seed ${seed}`);
  });

  it('lets no screening wait so long that the backend has given up before its answer', () => {
    const { waitMsMax, refusalDelayMs } = LANES.screening;
    const storeMs = 150;
    assert.ok(waitMsMax + storeMs + LIMITS.spoolReserveMs < DEADLINE_MS);
    assert.ok(waitMsMax + refusalDelayMs < DEADLINE_MS);
  });
});
