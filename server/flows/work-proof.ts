import { hash } from 'node:crypto';
import { WORK_MESSAGE_BYTES, WORK_PUZZLES } from '../../shared/constants.ts';

const WORD_MAX = 0xffff_ffff;

/**
 * Whether this answers a nonce's puzzles, as client/worker.ts finds it: a hash for each (10 µs), and none after the first that is wrong.
 */
export function isWorkDone(nonce: string, bits: number, answer: readonly number[]): boolean {
  if (answer.length !== WORK_PUZZLES) return false;
  const message = Buffer.alloc(WORK_MESSAGE_BYTES);
  message.write(nonce, 8);
  return answer.every((tried, puzzle) => {
    if (!Number.isInteger(tried) || tried < 0 || tried > WORD_MAX) return false;
    message.writeUInt32BE(puzzle, 0);
    message.writeUInt32BE(tried, 4);
    return hash('sha256', message, 'buffer').readUInt32BE(0) >>> (32 - bits) === 0;
  });
}
