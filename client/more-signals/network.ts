import type { Signals } from '../../shared/wire/signals.ts';
import { ownAddress } from '../own-script.ts';
import { property } from '../property.ts';

const MS_MAX = 1e6;

function bounded(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 ? Math.min(MS_MAX, value) : null;
}
const named = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, 16) : null;

type Timing = Pick<PerformanceResourceTiming, 'name' | 'requestStart' | 'responseStart' | 'nextHopProtocol'>;

/** Our own requests alone: the page's others are none of our business. Of another origin they tell it by Timing-Allow-Origin. */
function ownTimings(address: string): readonly Timing[] {
  const folder = address.slice(0, address.lastIndexOf('/') + 1);
  const own = (entry: PerformanceEntry): entry is PerformanceResourceTiming =>
    entry instanceof PerformanceResourceTiming &&
    (entry.name === address || entry.name.startsWith(`${folder}v1/`) || entry.name.startsWith(`${folder}agent`));
  return performance.getEntriesByType('resource').filter(own);
}

/** navigator.connection is Chromium's alone, rounded to 25 ms; what was measured is everybody's. */
export function network(
  connection: unknown = property(navigator, 'connection'),
  timings: readonly Timing[] = ownTimings(ownAddress),
): Signals['network'] {
  // From a cache, or hidden by the browser: both moments are 0, or the same.
  const measured = timings.map(it => it.responseStart - it.requestStart).filter(it => it > 0);
  const saves = property(connection, 'saveData');
  return {
    type: named(property(connection, 'type')),
    effectiveType: named(property(connection, 'effectiveType')),
    rttMs: bounded(property(connection, 'rtt')),
    downlinkMbps: bounded(property(connection, 'downlink')),
    saveData: typeof saves === 'boolean' ? saves : null,
    measuredMs: measured.length === 0 ? null : Math.round(Math.min(MS_MAX, ...measured) * 10) / 10,
    protocol: named(timings.find(it => it.nextHopProtocol !== '')?.nextHopProtocol),
  };
}
