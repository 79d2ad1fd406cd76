/** Why a test or a suite was skipped, so that the reporter can say it beside the count. */
const reasons = new WeakMap<object, string>();

type Runnable = { parent?: Runnable | undefined };

export const tally = {
  skip(runnable: object, reason: string): void {
    reasons.set(runnable, reason);
  },
  /** The test's own reason, or that of the nearest suite around it. */
  reasonFor(runnable: Runnable): string {
    let it: Runnable | undefined = runnable;
    for (; it !== undefined; it = it.parent) {
      const reason = reasons.get(it);
      if (reason !== undefined) return reason;
    }
    return 'no reason given';
  },
};
