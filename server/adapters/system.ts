import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { attentiveMs } from './attentive-clock.ts';
import { takeRandom } from './random-pool.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  attentive: attentiveMs,
};

export const systemRandom: Random = { hex: bytes => takeRandom(bytes).toString('hex') };
