import { randomFillSync } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** Asking the system costs some 3 µs whatever the size: bytes are taken from a pool, each once. */
const pool = Buffer.alloc(4096);
let used = pool.length;

export const systemRandom: Random = {
  hex: bytes => {
    if (used + bytes > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const taken = pool.toString('hex', used, used + bytes);
    pool.fill(0, used, used + bytes);
    used += bytes;
    return taken;
  },
};
