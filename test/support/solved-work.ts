import { createHash } from 'node:crypto';
import { WORK_MESSAGE_BYTES, WORK_PUZZLES } from '../../shared/constants.ts';

/** The answer to a nonce's puzzles, found as the agent's worker does. */
export function solvedWork(nonce: string, bits: number): readonly number[] {
  const message = Buffer.alloc(WORK_MESSAGE_BYTES);
  message.write(nonce, 8);
  return Array.from({ length: WORK_PUZZLES }, (_, puzzle) => {
    message.writeUInt32BE(puzzle, 0);
    for (let tried = 0; ; tried++) {
      message.writeUInt32BE(tried, 4);
      if (createHash('sha256').update(message).digest().readUInt32BE(0) < 2 ** (32 - bits)) return tried;
    }
  });
}
