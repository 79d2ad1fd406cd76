import { remembered } from '../remembered.ts';
import { type Feature, NOT_APPLICABLE } from './feature.ts';
import { signalOf } from './readings.ts';

/**
 * Of client/more-signals/time-zone-history.ts, those that every release of the time zone database agrees on: later years change
 * while browsers are in use, earlier ones when historians find something.
 */
const MOMENTS: readonly (readonly [at: number, utcMs: number])[] = [
  [8, Date.UTC(2011, 0, 15)],
  [9, Date.UTC(2015, 6, 15)],
];
/** Some 400 zones have a name of their own. */
const ZONES_KEPT = 500;
const MS_PER_MINUTE = 60_000;

/** Minutes ahead of UTC at each moment, by this machine's own time zone database; empty: it knows no such zone. */
const pastOf = remembered(ZONES_KEPT, (zone): readonly number[] => {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    return MOMENTS.map(([, utcMs]) => {
      const part = new Map(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
      const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? Number.NaN;
      return (Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - utcMs) / MS_PER_MINUTE;
    });
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
});

/**
 * The zone that Intl names, against the past that Date has. Both come from one database (ECMA-402); who overrides one of them alone,
 * to look as if elsewhere, keeps the other's past.
 */
export const timeZonePast: Feature<'fits' | 'differs'> = {
  provenance: 'claimed',
  derive: facts => {
    const zone = signalOf(facts, 'timeZone');
    if (!('value' in zone)) return zone;
    const history = signalOf(facts, 'timeZoneHistory');
    if (!('value' in history)) return history;
    const past = pastOf(zone.value.zone);
    if (past.length === 0) return NOT_APPLICABLE;
    return MOMENTS.every(([at], n) => history.value[at] === undefined || history.value[at] === past[n])
      ? 'fits'
      : 'differs';
  },
};
