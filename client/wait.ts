/** Resolves after `ms`; with 0 in the next task, so that the page has its turn first. */
export function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
