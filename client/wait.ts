/** Resolves after `ms`. */
export function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

/**
 * Resolves in a task of its own, so that the page has its turn first. A message and no timer: browsers hold a timer that was set by
 * a timer that was set by a timer … back for 4 ms, which all the turns of one report would pay.
 */
export function turn(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** To be awaited between the steps of long work: the page has its turn as soon as they took `sliceMs` together. */
export function turns(sliceMs: number): () => Promise<void> | undefined {
  let endMs = performance.now() + sliceMs;
  return () => {
    if (performance.now() <= endMs) return;
    return turn().then(() => {
      endMs = performance.now() + sliceMs;
    });
  };
}
