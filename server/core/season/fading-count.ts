/** Tries of late, of one process: what is counted halves in a time. */
export type FadingCount = { readonly at: number; readonly tries: number; readonly failures: number };

export const NO_TRIES: FadingCount = { at: 0, tries: 0, failures: 0 };

/** What one screening tells of a try: that it was made, that it failed, or both at once. */
export type Tried = { readonly tries: 0 | 1; readonly failures: 0 | 1 };
export const TRIED: Tried = { tries: 1, failures: 0 };
export const TRIED_AND_FAILED: Tried = { tries: 1, failures: 1 };
/** Of a try that was told before, as an attempt. */
export const FAILED_AFTERWARDS: Tried = { tries: 0, failures: 1 };

export function fadedTo({ at, tries, failures }: FadingCount, now: number, halfLifeMs: number): FadingCount {
  const left = now <= at ? 1 : 2 ** ((at - now) / halfLifeMs);
  return { at: Math.max(at, now), tries: tries * left, failures: failures * left };
}

export function withTry(count: FadingCount, now: number, halfLifeMs: number, tried: Tried): FadingCount {
  const { at, tries, failures } = fadedTo(count, now, halfLifeMs);
  return { at, tries: tries + tried.tries, failures: failures + tried.failures };
}
