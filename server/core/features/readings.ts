import { isMissing, type Reading } from '../../../shared/wire/reading.ts';
import type { Signals } from '../../../shared/wire/signals.ts';
import type { Streams } from '../../../shared/wire/streams.ts';
import type { Facts } from '../facts.ts';
import { NOT_SENT, type Unknown } from './feature.ts';

/** The value, or why there is none. */
function read<T>(reading: Reading<T> | undefined): { value: T } | Unknown {
  if (reading === undefined) return NOT_SENT;
  return isMissing(reading) ? { unknown: reading.missing } : { value: reading };
}

export function signalOf<N extends keyof Signals>(facts: Facts, name: N): { value: Signals[N] } | Unknown {
  return read<Signals[N]>(facts.report?.signals[name]);
}

/** The stream's final snapshot: the form's summary tells more than the report, which was posted before the hands moved. */
export function finalStreamOf<N extends keyof Streams>(facts: Facts, name: N): { value: Streams[N] } | Unknown {
  const streams = facts.token.state === 'unattested' ? facts.report?.streams : facts.summary;
  return read<Streams[N]>(streams?.[name]);
}
