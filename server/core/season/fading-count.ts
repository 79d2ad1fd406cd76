/** Tries of late, of one process: what is counted halves in a time. */
export type FadingCount = { readonly at: number; readonly tries: number; readonly failures: number };

export const NO_TRIES: FadingCount = { at: 0, tries: 0, failures: 0 };

export function fadedTo({ at, tries, failures }: FadingCount, now: number, halfLifeMs: number): FadingCount {
  const left = now <= at ? 1 : 2 ** ((at - now) / halfLifeMs);
  return { at: Math.max(at, now), tries: tries * left, failures: failures * left };
}

export function withTry(count: FadingCount, now: number, halfLifeMs: number, failed: boolean): FadingCount {
  const { at, tries, failures } = fadedTo(count, now, halfLifeMs);
  return { at, tries: tries + 1, failures: failures + (failed ? 1 : 0) };
}
