import assert from 'node:assert/strict';
import { isLaidOut, laidOut } from '../../server/core/layout-problem.ts';

/** Characters whose codes are these, where a nonce has its MAC. */
const nonceOf = (...codes: number[]): string => `kidkid__${String.fromCharCode(...codes)}`;
const rounded = (numbers: readonly number[]): number[] => numbers.map(it => Math.round(it * 100) / 100);

describe('core: the layout problem', () => {
  it('shares a row out as flex-grow says', () => {
    // 1000 wide; bases 100, 100 and 25 % + 50; grows 50, 50, 100: 500 to share, the first held to 100 + 120, 380 to the others.
    const nonce = nonceOf(100, 100, 100, 100, 50, 50, 100, 120, 50, 60, 80, 90, 100);
    const [first, second, third] = [220, 100 + 380 / 3, 300 + 760 / 3];
    assert.deepEqual(rounded(laidOut(nonce)).slice(0, 6), rounded([0, first, first, second, first + second, third]));
  });

  it('leaves the first as it grew where that is less than it may be', () => {
    // 45 + 45 of 945, and 11.25 % + 122: 626.69 to share by 45, 122, 122: 97.58 to the first, which may grow by 122.
    const nonce = nonceOf(45, 45, 45, 45, 45, 122, 122, 122, 122, 60, 80, 90, 100);
    const free = 945 - 90 - 945 * 0.1125 - 122;
    assert.equal(rounded(laidOut(nonce))[1], rounded([45 + (free * 45) / 289])[0]);
    assert.ok((free * 45) / 289 < 122);
  });

  it('turns a box about its middle', () => {
    // 60 by 80, turned by 90°, skewed by 25°: as wide as it was high.
    const nonce = nonceOf(100, 100, 100, 100, 50, 50, 100, 120, 50, 60, 80, 90, 100);
    assert.deepEqual(rounded(laidOut(nonce)).slice(6), [-10, 80]);
  });

  it('takes an engine’s rounding, and no guess, no other nonce’s answer and none that is empty', () => {
    const nonce = nonceOf(100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112);
    const other = nonceOf(112, 111, 110, 109, 108, 107, 106, 105, 104, 103, 102, 101, 100);
    const answer = laidOut(nonce);
    assert.ok(isLaidOut(nonce, answer.map(Math.round)));
    assert.ok(
      isLaidOut(
        nonce,
        answer.map(it => it + 0.4),
      ),
    );
    assert.ok(!isLaidOut(other, answer));
    assert.ok(
      !isLaidOut(
        nonce,
        answer.map(() => 0),
      ),
    );
    assert.ok(!isLaidOut(nonce, []));
    assert.ok(!isLaidOut(nonce, [...answer.slice(1), 0]));
  });
});
