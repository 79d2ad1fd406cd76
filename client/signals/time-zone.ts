import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger } from '../bounded-number.ts';
import { boundedText } from '../bounded-text.ts';

/** `offsetMin` is minutes ahead of UTC (Tokyo: 540), the other way round than getTimezoneOffset. */
export function timeZone(
  now: Pick<Date, 'getTimezoneOffset'> = new Date(),
  format: () => { readonly timeZone?: string } = () => Intl.DateTimeFormat().resolvedOptions(),
): Signals['timeZone'] | Missing {
  const zone = format().timeZone;
  if (!zone) return { missing: 'unsupported' };
  return { zone: boundedText(zone, 64), offsetMin: boundedInteger(0 - now.getTimezoneOffset(), -900, 900) };
}
