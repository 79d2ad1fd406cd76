/** What was counted in this process since it was last taken. */
export type Taken<T> = {
  readonly take: () => T;
  /** What was taken, and could not be stored. */
  readonly putBack: (taken: T) => void;
};

/**
 * Counts that processes keep for themselves and put together in a store, now and then: stores what was counted, then reads what there is;
 * one at a time. What it gives never rejects: what could not be stored is kept, said to `onAway`, and tried the next time.
 */
export function exchanger<T>(
  { take, putBack }: Taken<T>,
  add: (taken: T) => Promise<void>,
  read: () => Promise<void>,
  onAway: (error: unknown) => void,
): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    const taken = take();
    try {
      await add(taken);
    } catch (error) {
      putBack(taken);
      throw error;
    }
  };
  return () => {
    last = last.then(write).then(read).catch(onAway);
    return last;
  };
}
