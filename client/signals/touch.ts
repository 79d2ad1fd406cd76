import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger } from '../bounded-number.ts';

export function touch(
  from: Pick<Navigator, 'maxTouchPoints'> = navigator,
  matches: (query: string) => boolean = query => matchMedia(query).matches,
): Signals['touch'] {
  return {
    maxPoints: boundedInteger(from.maxTouchPoints, 0, 1000),
    coarse: matches('(pointer: coarse)'),
    fine: matches('(pointer: fine)'),
    hover: matches('(hover: hover)'),
  };
}
