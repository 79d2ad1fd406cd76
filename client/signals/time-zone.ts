import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger } from '../bounded-number.ts';
import { boundedText } from '../bounded-text.ts';
import { property } from '../property.ts';

/**
 * The same name from Temporal where there is one (Chromium 144, Firefox 139): it costs nothing, the first Intl object of a page 15 ms
 * and more, in one task.
 */
function zoneOf(): string | undefined {
  const now = property(property(globalThis, 'Temporal'), 'Now');
  const ask = property(now, 'timeZoneId');
  const zone: unknown = typeof ask === 'function' ? Reflect.apply(ask, now, []) : undefined;
  return typeof zone === 'string' ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `offsetMin` is minutes ahead of UTC (Tokyo: 540), the other way round than getTimezoneOffset. */
export function timeZone(
  now: Pick<Date, 'getTimezoneOffset'> = new Date(),
  named: () => string | undefined = zoneOf,
): Signals['timeZone'] | Missing {
  const zone = named();
  if (!zone) return { missing: 'unsupported' };
  return { zone: boundedText(zone, 64), offsetMin: boundedInteger(0 - now.getTimezoneOffset(), -900, 900) };
}
