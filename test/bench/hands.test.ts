import assert from 'node:assert/strict';
import { GENERATORS, styleOf } from '../../bench/hands/attackers.ts';
import { handOf, motionOf } from '../../bench/hands/hand.ts';
import { personLogin } from '../../bench/hands/logins.ts';
import { areaUnderCurve, bootstrapped, detectionAt, thresholdAt } from '../../bench/hands/rates.ts';
import { trainTrees } from '../../bench/hands/train-trees.ts';
import { scoreByTrees } from '../../server/core/hands/boosted-trees.ts';
import { STREAMS } from '../../shared/wire/streams.ts';
import { seededRandom } from '../support/seeded-random.ts';

describe('the hands bench', () => {
  it('computes the area under the curve, ties by half', () => {
    // Of 2 × 3 pairs four are right and one is even.
    assert.equal(areaUnderCurve({ people: [1, 3], programs: [2, 3, 4] }), 4.5 / 6);
    assert.equal(areaUnderCurve({ people: [1], programs: [2] }), 1);
  });

  it('detects above what the allowed part of people reaches', () => {
    const people = Array.from({ length: 100 }, (_, i) => i);
    assert.equal(thresholdAt(people, 0.01), 98);
    assert.equal(detectionAt({ people, programs: [97, 98, 99, 100] }, 0.01), 0.5);
  });

  it('gives intervals about the value, wider where fewer are drawn together', () => {
    const random = seededRandom(4);
    const draw = (count: number) => Array.from({ length: count }, () => [random.normal()]);
    const shifted = draw(400).map(([it = 0]) => [it + 1]);
    const many = bootstrapped({ people: draw(400), programs: shifted }, areaUnderCurve, seededRandom(1), 200);
    const few = bootstrapped(
      { people: draw(30), programs: shifted.slice(0, 30) },
      areaUnderCurve,
      seededRandom(1),
      200,
    );
    assert.ok(many.low < many.value && many.value < many.high);
    assert.ok(few.high - few.low > many.high - many.low);
  });

  it('learns what divides, alike from the same seed, and says which feature did', () => {
    const random = seededRandom(9);
    const rows = Array.from({ length: 600 }, (_, i) => {
      const program = i % 2 === 1;
      return { program, row: { told: random.normal() + (program ? 3 : 0), noise: random.normal(), gone: null } };
    });
    const names = ['told', 'noise', 'gone'];
    const model = trainTrees(rows, names, seededRandom(1));
    assert.deepEqual(trainTrees(rows, names, seededRandom(1)), model);
    const score = (told: number) => scoreByTrees(model, { told, noise: 0, gone: null });
    assert.ok(score(4).logOdds > 2 && score(-1).logOdds < -2);
    assert.ok((score(4).contributions.get('told') ?? 0) > 5 * Math.abs(score(4).contributions.get('noise') ?? 0));
    assert.equal(score(4).contributions.get('gone'), 0);
    assert.ok(Math.abs(scoreByTrees(model, { told: null, noise: null, gone: null }).logOdds) < 0.5);
  });

  it('moves hands and programs from where they are to the target', () => {
    const random = seededRandom(3);
    const [from, target] = [
      { x: 100, y: 100 },
      { x: 600, y: 400, width: 120, height: 40 },
    ];
    const to = { x: 660, y: 420 };
    for (let i = 0; i < 20; i++) {
      const hand = { ...handOf(random), hurries: 0, tremorPx: 0, driftPx: 0 };
      const end = motionOf(hand, from, to, 40, random).at(-1) ?? from;
      assert.ok(Math.hypot(end.x - to.x, end.y - to.y) < 60, `${end.x}, ${end.y}`);
      for (const [name, generator] of Object.entries(GENERATORS)) {
        const motion = generator(styleOf(random), from, to, target, random);
        const last = motion.at(-1) ?? from;
        // A replay ends where its person pressed, in a hurry too.
        const within = name === 'replay' ? 250 : 30;
        assert.ok(Math.hypot(last.x - to.x, last.y - to.y) < within, `${name}: ${last.x}, ${last.y}`);
        assert.ok(
          motion.every((it, n) => it.ms >= (motion[n - 1]?.ms ?? 0)),
          name,
        );
      }
    }
  });

  it('tells of generated people in the words of the wire', () => {
    const random = seededRandom(8);
    for (let i = 0; i < 50; i++) {
      const { movements, rhythm, keys } = personLogin(random);
      STREAMS.movements.shape.parse(movements);
      STREAMS.rhythm.shape.parse(rhythm);
      STREAMS.keys.shape.parse(keys);
    }
  });
});
