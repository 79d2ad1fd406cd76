import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { LIMITS } from '../../server/limits.ts';
import { delayedRefusals } from '../../server/middleware/delayed-refusals.ts';
import { eventually } from '../support/eventually.ts';

describe('delayed refusals', () => {
  const never = (): void => assert.fail('it is not to be cut off');

  it('refuses after the delay and not before, in the order they came', async () => {
    const refuseLater = delayedRefusals(40, never);
    const began = performance.now();
    const refused: number[] = [];
    for (let n = 0; n < 10; n++) refuseLater(() => refused.push(n), never);
    await turn();
    assert.equal(refused.length, 0);
    await eventually('all are refused', () => refused.length === 10);
    assert.ok(performance.now() - began >= 39);
    assert.deepEqual(refused, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    refuseLater(() => refused.push(10), never);
    await eventually('one that comes later is refused too', () => refused.length === 11);
  });

  it('answers only a few in one turn of the event loop, however many are due', async () => {
    const refuseLater = delayedRefusals(1, never);
    let refused = 0;
    for (let n = 0; n < 100; n++) refuseLater(() => refused++, never);
    const until = performance.now() + 10;
    while (performance.now() < until);
    for (let before = 0; refused < 100; before = refused) {
      await turn();
      assert.ok(refused - before <= LIMITS.refusalsPerTurn, `${refused - before} in one turn`);
    }
  });

  it('cuts off what is more than may wait, and says so', () => {
    let met = 0;
    let cut = 0;
    const refuseLater = delayedRefusals(60_000, () => met++);
    for (let n = 0; n < LIMITS.refusalsDelayedMax + 3; n++) {
      refuseLater(
        () => {},
        () => cut++,
      );
    }
    assert.deepEqual([met, cut], [3, 3]);
  });
});
