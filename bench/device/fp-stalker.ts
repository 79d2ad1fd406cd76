import type { DeviceImage } from '../../server/core/linking/device-image.ts';
import { markOf } from '../../server/core/subjects/mark.ts';
import { Buckets, type KnownDevices } from './known-devices.ts';

/**
 * The rules of FP-STALKER (Vastel, Laperdrix, Rudametkin, Rouvoy, S&P 2018, section IV.A) as the baseline, from a summary of the paper and
 * from memory, not from its code; that two changes in all are the most, and the order of exact before similar, are from memory. Same
 * system, platform and browser; the version does not fall; canvas, local storage, cookies and DNT stay (the last three are alike in all
 * of the bench's images); of user agent, vendor, renderer, plugins, languages and accept at most two changed, each still similar; of
 * resolution, time zone and encoding at most one; two changes in all. Linked when all exact matches, or else all matches, are one device.
 * The paper goes over all fingerprints; here over those of one bucket of what must be equal, which is the same.
 */
export class FpStalker {
  readonly #known: KnownDevices;
  readonly #buckets: Buckets;

  constructor(known: KnownDevices) {
    this.#known = known;
    this.#buckets = new Buckets(known.size, known.size);
    for (let at = 0; at < known.size; at++) {
      const value = (name: string) => known.column(name).get(at);
      this.#buckets.add(markOf(MUST_STAY.map(value).join('\n')), at);
    }
  }

  /** The device it is held to be, or null: a new one. */
  link(now: DeviceImage): number | null {
    const key = markOf(MUST_STAY.map(name => now[name]).join('\n'));
    const exact: number[] = [];
    const similar: number[] = [];
    for (const at of this.#buckets.newest(key, Number.POSITIVE_INFINITY)) {
      const changes = this.#changes(at, now);
      if (changes === null) continue;
      (changes === 0 ? exact : similar).push(at);
      if (exact.length > 1 && similar.length > 1) return null;
    }
    if (exact.length === 1) return exact[0] ?? null;
    return similar.length === 1 ? (similar[0] ?? null) : null;
  }

  /** How many attributes changed; null where a rule forbids it. */
  #changes(at: number, now: DeviceImage): number | null {
    const before = (name: string) => this.#known.column(name).get(at);
    const major = Number(before('browserMajor'));
    if ((now.browserMajor ?? 0) < major) return null;
    let alike = major === now.browserMajor ? 0 : 1;
    for (const name of SIMILAR) {
      const [a, b] = [before(name), now[name]];
      if (a === b) continue;
      if (++alike > SIMILAR_MOST || levenshteinRatio(String(a), String(b)) < SIMILAR_LEAST) return null;
    }
    const resized = before('screenWidth') !== now.screenWidth || before('screenHeight') !== now.screenHeight;
    const free = (resized ? 1 : 0) + (before('timeZone') !== now.timeZone ? 1 : 0);
    return free > FREE_MOST || alike + free > ALL_MOST ? null : alike + free;
  }
}

const MUST_STAY = ['osFamily', 'platform', 'browserFamily', 'canvasText', 'canvasGeometry'] as const;
/** The user agent, sixth of them, changes with the version and is always similar. */
const SIMILAR = ['gpuVendor', 'gpuRenderer', 'plugins', 'languages'] as const;
const SIMILAR_MOST = 2;
const SIMILAR_LEAST = 0.75;
const FREE_MOST = 1;
const ALL_MOST = 2;

/** 1 - distance / (both lengths), a substitution costing two. */
export function levenshteinRatio(a: string, b: string): number {
  if (a.length + b.length === 0) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 2);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return 1 - (row[b.length] ?? 0) / (a.length + b.length);
}
