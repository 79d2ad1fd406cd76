import { markOf } from '../../server/core/subjects/mark.ts';
import { isMissing } from '../../shared/wire/reading.ts';
import type { StreamReadings } from '../../shared/wire/report.ts';
import { seededRandom } from './seeded-random.ts';

/** The same way of moving by another hand: so far beside it that it is no replay. One name, one hand. */
export function ownHand(streams: StreamReadings, name: string): StreamReadings {
  const { movements } = streams;
  if (movements === undefined || isMissing(movements)) return streams;
  const random = seededRandom(markOf(name));
  const approaches = movements.approaches.map(it => {
    const later = random.between(0.75, 1.4);
    const size = random.between(0.5, 2);
    return {
      ...it,
      ms: it.ms * size * random.between(0.7, 1.4),
      px: Math.round(it.px * size * random.between(0.7, 1.4)),
      bend: it.bend * random.between(0.3, 3),
      t25: it.t25 * later * random.between(0.8, 1),
      t50: it.t50 * later,
      t75: it.t75 * later * random.between(1, 1.2),
      t90: Math.min(1, it.t90 * later * 1.2),
      settleMs: Math.round(it.settleMs * random.between(0.3, 3)),
      pressMs: it.pressMs === null ? null : Math.round(it.pressMs * random.between(0.6, 1.6)),
    };
  });
  return { ...streams, movements: { approaches } };
}
