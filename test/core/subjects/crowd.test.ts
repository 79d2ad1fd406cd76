import assert from 'node:assert/strict';
import { addToCrowd, CROWD_DAYS, CROWD_KEPT, crowdCountOf, NO_CROWD } from '../../../server/core/subjects/crowd.ts';
import { markOf } from '../../../server/core/subjects/mark.ts';

const DAY = 86_400_000;
const NOW = 1000 * DAY;
const crowdOf = (from: number, to: number, start = NO_CROWD, now = NOW) =>
  Array.from({ length: to - from }, (_, n) => markOf(`dev_${from + n}`)).reduce(
    (crowd, mark) => addToCrowd(crowd, mark, now),
    start,
  );

describe('a crowd', () => {
  it('is off by less than a third for any size, in bounded space', () => {
    let crowd = NO_CROWD;
    let seen = 0;
    for (const size of [1, 2, 64, 65, 200, 1000, 30_000]) {
      crowd = crowdOf(seen, size, crowd);
      seen = size;
      const counted = crowdCountOf(crowd, NOW);
      if (size <= CROWD_KEPT) assert.equal(counted, size);
      else assert.ok(Math.abs(counted - size) < size * 0.34, `${counted} for ${size}`);
      assert.ok(crowd.marks.length <= CROWD_KEPT);
    }
  });

  it('does not grow by who is seen again', () => {
    const crowd = crowdOf(0, 500);
    assert.deepEqual(
      crowdOf(0, 500, crowd).marks.toSorted((a, b) => a - b),
      crowd.marks.toSorted((a, b) => a - b),
    );
  });

  it('counts exactly again once the last of very many was forgotten', () => {
    const later = NOW + CROWD_DAYS * DAY;
    const crowd = crowdOf(0, 4096);
    assert.ok(crowd.level > 0);
    assert.equal(crowdCountOf(crowdOf(5000, 5020, crowd, later), later), 20);
  });

  it('shrinks as those leave who were not seen for long, and counts the others as before', () => {
    const later = NOW + (CROWD_DAYS - 1) * DAY;
    const crowd = crowdOf(1000, 2000, crowdOf(0, 1000), later);
    const both = crowdCountOf(crowd, later);
    const left = crowdCountOf(crowd, later + DAY);
    assert.ok(Math.abs(both - 2000) < 700 && Math.abs(left - 1000) < 400, `${both}, then ${left}`);
  });
});
