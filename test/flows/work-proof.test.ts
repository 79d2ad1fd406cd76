import assert from 'node:assert/strict';
import { workBitsFor } from '../../server/flows/work-bits.ts';
import { isWorkDone } from '../../server/flows/work-proof.ts';
import { WORK_PUZZLES } from '../../shared/constants.ts';
import { solvedWork } from '../support/solved-work.ts';

const NONCE = 'TmFtZTEydGhlLW5vbmNlLW9mLW9uZS12aXNpdA';
const BITS = 6;

describe('flow: the proof of work', () => {
  const answer = solvedWork(NONCE, BITS);

  it('holds for the nonce that it was made for, and for no other', () => {
    assert.equal(isWorkDone(NONCE, BITS, answer), true);
    assert.equal(isWorkDone(`${NONCE}x`, BITS, answer), false);
  });

  it('does not hold for more bits than were worked for', () => {
    assert.equal(isWorkDone(NONCE, BITS + 8, answer), false);
    assert.equal(isWorkDone(NONCE, 32, answer), false);
  });

  it('needs every puzzle solved, in its place', () => {
    assert.equal(isWorkDone(NONCE, BITS, answer.slice(1)), false);
    assert.equal(isWorkDone(NONCE, BITS, [...answer, 0]), false);
    assert.equal(
      isWorkDone(
        NONCE,
        BITS,
        Array.from({ length: WORK_PUZZLES }, () => answer[0] ?? 0),
      ),
      false,
    );
    for (const odd of [Number.NaN, -1, 2 ** 32, 0.5])
      assert.equal(isWorkDone(NONCE, 0, [odd, ...answer.slice(1)]), false);
  });

  it('asks more of a busy network, up to eight times as much', () => {
    assert.deepEqual(
      [1, 99, 100, 400, 1600, 1e9].map(asks => workBitsFor(8, asks)),
      [8, 8, 9, 10, 11, 11],
    );
  });
});
