import { WORK_MESSAGE_BYTES, WORK_PUZZLES } from '../shared/constants.ts';
import { WORK_AT_ONCE } from './limits.ts';

/** The file agent-work.js: a worker that answers one puzzle and is ended. */
addEventListener('message', async ({ data: [nonce, bits] }: MessageEvent<readonly [nonce: string, bits: number]>) => {
  const message = new Uint8Array(WORK_MESSAGE_BYTES);
  const head = new DataView(message.buffer);
  message.set(new TextEncoder().encode(nonce), 8);
  const isFound = async (puzzle: number, tried: number): Promise<boolean> => {
    head.setUint32(0, puzzle);
    head.setUint32(4, tried);
    // It copies what it is given before it answers.
    const digest = await crypto.subtle.digest('SHA-256', message);
    return new DataView(digest).getUint32(0) >>> (32 - bits) === 0;
  };
  const solve = async (puzzle: number): Promise<number> => {
    for (let first = 0; ; first += WORK_AT_ONCE) {
      const tries = Array.from({ length: WORK_AT_ONCE }, (_, n) => isFound(puzzle, first + n));
      const found = (await Promise.all(tries)).indexOf(true);
      if (found >= 0) return first + found;
    }
  };
  // Plain http has no Web Crypto.
  if (!isSecureContext) return postMessage(null);
  const answer: number[] = [];
  while (answer.length < WORK_PUZZLES) answer.push(await solve(answer.length));
  postMessage(answer);
});
