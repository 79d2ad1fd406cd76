/** All that the agent hears. Everything passes the window on its way down, document events included. */
export type Heard = WindowEventMap & Pick<DocumentEventMap, 'visibilitychange'> & { prerenderingchange: Event };
export type Listen = <K extends keyof Heard>(types: readonly K[], heard: (event: Heard[K]) => void) => void;

/** `heard` until `ended` aborts. Its error goes to `failed`: neither the page's own error reports nor its other listeners ever see it. */
export function guarded<E extends Event>(
  heard: (event: E) => void,
  ended: AbortSignal,
  failed: () => void,
): (event: E) => void {
  return event => {
    // Browsers before 2021 do not know the `signal` option.
    if (ended.aborted) return;
    try {
      heard(event);
    } catch {
      failed();
    }
  };
}

/** Listens on `target` passively and before the page does, until `ended` aborts. */
export function listen(target: EventTarget, ended: AbortSignal, failed: () => void): Listen {
  return (types, heard) => {
    const safely = guarded(heard, ended, failed);
    // The DOM gives no way to tie an event's name to its type on a bare EventTarget.
    const listener = (event: Event) => safely(event as Parameters<typeof heard>[0]);
    for (const type of types) target.addEventListener(type, listener, { capture: true, passive: true, signal: ended });
  };
}
