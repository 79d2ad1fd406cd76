export type RevisionWatch = {
  /** Once, when the store stops answering; what was known last goes on. */
  readonly onAway: (error: unknown) => void;
  readonly onBack: () => void;
};

/** From one question for the revision to the next: with the reading itself a change holds everywhere well within a second. */
const POLL_MS = 250;

/**
 * Asks for a revision over and over, and has what it tells of read again when it moved, until it is stopped.
 * @param onHeard with each answer.
 */
export function followRevision(
  revision: () => Promise<number>,
  known: { readonly revision: () => number; readonly read: () => Promise<void>; readonly onHeard?: () => void },
  { onAway, onBack }: RevisionWatch,
): { readonly stop: () => void } {
  let away = false;
  let asking = false;
  const follow = async (): Promise<void> => {
    // One at a time: a store that is slow to answer is not asked over and over meanwhile.
    if (asking) return;
    asking = true;
    try {
      if ((await revision()) !== known.revision()) await known.read();
      known.onHeard?.();
      if (away) onBack();
      away = false;
    } catch (error) {
      if (!away) onAway(error);
      away = true;
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(follow, POLL_MS).unref();
  return { stop: () => clearInterval(timer) };
}
