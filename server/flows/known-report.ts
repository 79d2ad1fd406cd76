import type { Report, SignalReadings, StreamReadings } from '../../shared/wire/report.ts';
import type { FingerprintLevel } from '../../shared/wire/signal-row.ts';
import { SIGNALS } from '../../shared/wire/signals.ts';
import { STREAMS } from '../../shared/wire/streams.ts';

/** A previous or a later agent may send what this server does not know: dropped and counted, never refused. */
export function dropUnknown({ signals, streams }: Pick<Report, 'signals' | 'streams'>): {
  signals: SignalReadings;
  streams: StreamReadings;
  dropped: number;
} {
  const knownSignals = pick(signals, SIGNALS);
  const knownStreams = pick(streams, STREAMS);
  const dropped = knownSignals.dropped + knownStreams.dropped;
  return { signals: knownSignals.kept, streams: knownStreams.kept, dropped };
}

const FULL = new Set(Object.entries(SIGNALS).flatMap(([name, { level }]) => (level === 'full' ? [name] : [])));

/** Without what this level leaves out. */
export function atLevel(signals: SignalReadings, level: FingerprintLevel): SignalReadings {
  if (level === 'full') return signals;
  return Object.fromEntries(Object.entries(signals).filter(([name]) => !FULL.has(name)));
}

function pick<T extends object>(from: T, registry: object): { kept: T; dropped: number } {
  const all = Object.entries(from);
  const known = all.filter(([name, value]) => Object.hasOwn(registry, name) && value !== undefined);
  return { kept: Object.fromEntries(known) as T, dropped: all.length - known.length };
}
