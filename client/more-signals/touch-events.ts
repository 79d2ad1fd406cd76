import type { Signals } from '../../shared/wire/signals.ts';

/** The signal `touch` says what the machine has; this, what the browser would tell a page of it. */
export function touchEvents(
  view: object = window,
  create: () => unknown = () => document.createEvent('TouchEvent'),
): Signals['touchEvents'] {
  let creatable = true;
  try {
    create();
  } catch {
    creatable = false;
  }
  return { creatable, handler: 'ontouchstart' in view };
}
