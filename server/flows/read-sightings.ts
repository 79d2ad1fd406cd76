import { setImmediate as turn } from 'node:timers/promises';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Sighting } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';

const DAY_MS = 24 * 60 * 60_000;

export type Period = { readonly from: number; readonly to: number };

/** The last day, where nothing is said. */
export function periodOf(asked: { from?: string | undefined; to?: string | undefined }, now: number): Period {
  const to = asked.to === undefined ? now : Date.parse(asked.to);
  return { from: asked.from === undefined ? to - DAY_MS : Date.parse(asked.from), to };
}

/** `complete: false`: of `from` and later alone. */
export type Covered = Period & { readonly complete: boolean; readonly screenings: number };

/** Each of a period, newest first, until the time or the number of one call is used up: what was read is then the latest part. */
export async function readSightings(
  { records, clock }: Pick<Ports, 'records' | 'clock'>,
  { id: siteId }: Pick<Site, 'id'>,
  { from, to }: Period,
  see: (it: Sighting) => void,
): Promise<Covered> {
  const endsAt = clock.monotonic() + LIMITS.sightingsMsMax;
  const limit = LIMITS.sightingsRead;
  let screenings = 0;
  for (let last: Sighting | null = null; ; ) {
    const before = last === null ? {} : { before: last.id };
    const page: readonly Sighting[] = await records.sightings(siteId, { from, to, ...before, limit });
    for (const it of page) see(it);
    screenings += page.length;
    last = page.at(-1) ?? null;
    if (last === null || page.length < limit) return { from, to, complete: true, screenings };
    // Of its own millisecond some may be left.
    if (screenings >= LIMITS.sightingsMax || clock.monotonic() > endsAt) {
      return { from: last.at + 1, to, complete: false, screenings };
    }
    // The embedded store answers in this thread: between two pages others have their turn.
    await turn();
  }
}

export const coveredView = ({ from, to, complete, screenings }: Covered) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  complete,
  screenings,
});
