import { sources } from '@fingerprintjs/fingerprintjs';
import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';

export function appleSettings(
  view: object = window,
  applePay: () => number = sources.applePay,
  clickMeasurement: () => string | undefined = sources.privateClickMeasurement,
): Signals['appleSettings'] | Missing {
  const click = clickMeasurement();
  if (!('ApplePaySession' in view) && click === undefined) return { missing: 'unsupported' };
  return { applePay: applePay(), clickMeasurement: click === undefined ? null : click.slice(0, 16) };
}
