import { COUNT_MAX } from './limits.ts';

/** Every count at most what the wire accepts: a page may stay open for days. */
export function capped<T extends Record<string, number>>(counts: T): T {
  const kept = { ...counts };
  for (const name in kept) if ((kept[name] ?? 0) > COUNT_MAX) Reflect.set(kept, name, COUNT_MAX);
  return kept;
}
