/** All that the agent hears. Everything passes the window on its way down, document events included. */
export type Heard = WindowEventMap & Pick<DocumentEventMap, 'visibilitychange'> & { prerenderingchange: Event };
export type Listen = <K extends keyof Heard>(types: readonly K[], heard: (event: Heard[K]) => void) => void;

/**
 * Listens on `target` passively and before the page does, until `ended` aborts. A listener's error goes to `failed`: neither the
 * page's own error reports nor its other listeners ever see it.
 */
export function listen(target: EventTarget, ended: AbortSignal, failed: () => void): Listen {
  return (types, heard) => {
    const guarded = (event: Event) => {
      // Browsers before 2021 do not know the `signal` option.
      if (ended.aborted) return;
      try {
        // The DOM gives no way to tie an event's name to its type on a bare EventTarget.
        heard(event as Parameters<typeof heard>[0]);
      } catch {
        failed();
      }
    };
    for (const type of types) target.addEventListener(type, guarded, { capture: true, passive: true, signal: ended });
  };
}
