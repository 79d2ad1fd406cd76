import { RecordsAway } from '../../errors.ts';
import type { RecordSink } from '../sql/record-sink.ts';
import type { WaitingEvent } from './outbox-events.ts';

export type Refused = { readonly event: WaitingEvent; readonly error: unknown };
export type StoredEvents = { readonly stored: readonly WaitingEvent[]; readonly refused: readonly Refused[] };

/**
 * Stores as many as can be, in their order: where some are refused, each is found by halves. Throws where the records are away.
 * What cannot be read is refused.
 */
export async function storeEvents(sink: RecordSink, events: readonly WaitingEvent[]): Promise<StoredEvents> {
  if (events.length === 0) return { stored: [], refused: [] };
  try {
    await sink.store(
      events.map(({ event }) => {
        if (event instanceof Error) throw event;
        return event;
      }),
    );
    return { stored: events, refused: [] };
  } catch (error) {
    if (error instanceof RecordsAway) throw error;
    const [only] = events;
    if (only !== undefined && events.length === 1) return { stored: [], refused: [{ event: only, error }] };
    const half = Math.ceil(events.length / 2);
    const first = await storeEvents(sink, events.slice(0, half));
    const second = await storeEvents(sink, events.slice(half));
    return { stored: [...first.stored, ...second.stored], refused: [...first.refused, ...second.refused] };
  }
}
