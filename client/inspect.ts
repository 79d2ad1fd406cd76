import { WIRE_VERSION } from '../shared/constants.ts';
import type { MissingReason } from '../shared/wire/reading.ts';
import type { FingerprintLevel } from '../shared/wire/signal-row.ts';
import { type Collector, collect, DEADLINES, isPromise } from './collect.ts';
import { property } from './property.ts';
import { readSite, type Site, type StartOptions } from './read-site.ts';
import { SECOND } from './second.ts';
import { type HandedOver, loadSecond } from './second-script.ts';
import { signals } from './signals/index.ts';

export type Inspected = {
  readonly name: string;
  readonly value: unknown;
  /** From its start to its answer; of one that waits, what ran meanwhile included. */
  readonly ms: number;
};
type Found = (signal: Inspected) => void;
type AnyCollectors = Readonly<Record<string, Collector<unknown>>>;

/** Runs them as a report would, and tells of each when it is there. */
async function run(collectors: AnyCollectors, ownDeadlinesMs: Readonly<Record<string, number>>, found: Found) {
  const told = new Set<string>();
  const timed = Object.entries(collectors).map(([name, collector]): [string, Collector<unknown>] => {
    const watched = () => {
      const since = performance.now();
      const tell = (value: unknown) => {
        if (!told.has(name)) found({ name, value, ms: performance.now() - since });
        told.add(name);
        return value;
      };
      const value = collector();
      return isPromise(value) ? value.then(tell) : tell(value);
    };
    return [name, watched];
  });
  const since = performance.now();
  const readings = await collect<Record<string, unknown>>(Object.fromEntries(timed), DEADLINES, ownDeadlinesMs).done;
  for (const [name, value] of Object.entries(readings)) {
    if (told.has(name)) continue;
    told.add(name);
    found({ name, value, ms: performance.now() - since });
  }
}

async function levelOf(site: Site): Promise<FingerprintLevel> {
  const address = `${site.endpoint}v1/nonce?site=${encodeURIComponent(site.siteKey)}&v=${WIRE_VERSION}`;
  try {
    const reply: unknown = await (await fetch(address, { cache: 'no-store' })).json();
    return property(reply, 'fingerprint') === 'full' ? 'full' : 'light';
  } catch {
    return 'light';
  }
}

let second: Promise<HandedOver | MissingReason> | undefined;

/** All that a report of this page would show, signal by signal. Nothing is sent but the question for the site's level. */
export async function inspect(options: StartOptions, found: Found): Promise<FingerprintLevel | null> {
  const site = readSite(options, null, import.meta.url, location.href);
  if (site === null) return null;
  second ??= loadSecond(site, 0).catch(() => 'blocked');
  const level = levelOf(site);
  await run(signals, {}, found);
  const [handedOver, seen] = await Promise.all([second, level]);
  if (typeof handedOver === 'string') {
    for (const name of [...SECOND.names, ...(seen === 'full' ? SECOND.fullNames : [])])
      found({ name, value: { missing: handedOver }, ms: 0 });
  } else {
    await run({ ...handedOver.early, ...handedOver[seen] }, handedOver.ownDeadlinesMs, found);
  }
  return seen;
}
