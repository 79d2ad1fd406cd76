import assert from 'node:assert/strict';
import { seededDraws } from '../../bench/device/seeded-draws.ts';
import { calendar } from '../../bench/takeover/calendar.ts';
import { correlation, thresholdFor } from '../../bench/takeover/figures.ts';
import { DAY_MS, SETTINGS, START } from '../../bench/takeover/settings.ts';
import { type Simulated, simulate } from '../../bench/takeover/simulate.ts';

const SMALL = { ...SETTINGS, accounts: 90 };
const A_MONTH = START + 30 * DAY_MS;

describe('the takeover bench', function () {
  // Some ten thousand screenings, twice.
  this.timeout(60_000);
  let once: Simulated;
  before(() => {
    once = simulate(SMALL, A_MONTH);
  });

  it('gives the same verdicts when the month is replayed', () => {
    const again = simulate(SMALL, A_MONTH);
    assert.ok(once.verdicts.length > 1000, `${once.verdicts.length} verdicts`);
    assert.equal(again.verdicts, once.verdicts);
    assert.equal(JSON.stringify(again.attacks), JSON.stringify(once.attacks));
  });

  it('is another site under another seed', () => {
    const other = simulate({ ...SMALL, seed: SMALL.seed + 1 }, A_MONTH);
    assert.notEqual(JSON.stringify(other.owners), JSON.stringify(once.owners));
  });

  it('knows its owners better than the naive attacker', () => {
    const median = (logits: readonly number[]): number => logits.toSorted((a, b) => a - b)[logits.length >> 1] ?? 0;
    assert.ok(once.owners.length > 100 && once.attacks.length > 100, `${once.owners.length}, ${once.attacks.length}`);
    const owners = median(once.owners.map(it => it.scores.ours));
    const naive = median(once.attacks.filter(it => it.attacker === 'naive').map(it => it.scores.ours));
    assert.ok(naive > owners + 3, `naive ${naive}, owners ${owners}`);
  });

  it('tells a copied browser and its owner apart at the latest when the owner comes next, where both were let in', () => {
    const copied = once.attacks.filter(it => it.attacker === 'whole-profile thief');
    const letIn = copied.filter(it => it.verdict === 'OK');
    assert.ok(letIn.length > 10, `${letIn.length} let in`);
    assert.equal(letIn.filter(it => it.fork === 'not').length, 0);
    const others = once.attacks.filter(it => it.attacker !== 'whole-profile thief');
    assert.equal(others.filter(it => it.fork !== null).length, 0);
  });

  it('asks no more of the good ones than it says, also where many score alike', () => {
    const good = [5, 4, 3, 3, 3, 3, 3, 2, 1, 0];
    for (const asked of [0, 0.1, 0.2, 0.3, 0.5]) {
      const threshold = thresholdFor(good, asked);
      assert.ok(good.filter(it => it > threshold).length <= asked * good.length, `${asked}: ${threshold}`);
    }
    assert.equal(thresholdFor(good, 0.2), 3);
  });

  it('finds how two families move together', () => {
    const pairs = [1, 2, 3, 4].map(it => [it, -2 * it] as const);
    assert.ok(Math.abs(correlation(pairs) + 1) < 1e-9);
    assert.equal(
      correlation([
        [1, 5],
        [1, 7],
      ]),
      Number.NaN,
    );
  });

  it('takes what comes first, and of the same moment the lower number', () => {
    const draws = seededDraws(1);
    const all = calendar<string>();
    const times = Array.from({ length: 200 }, () => draws.below(40));
    for (const [n, at] of times.entries()) all.add(at, n, `${at} ${n}`);
    const came: string[] = [];
    for (let it = all.next(); it !== null; it = all.next()) came.push(it.what);
    const sorted = times.map((at, n) => ({ at, n })).sort((a, b) => a.at - b.at || a.n - b.n);
    assert.equal(came.join('\n'), sorted.map(({ at, n }) => `${at} ${n}`).join('\n'));
  });
});
