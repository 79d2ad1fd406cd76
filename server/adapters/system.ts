import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { takeRandom } from './random-pool.ts';

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

export const systemRandom: Random = { hex: bytes => takeRandom(bytes).toString('hex') };
