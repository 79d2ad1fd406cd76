import type { Missing, Reading } from '../shared/wire/reading.ts';
import { type Listen, listen } from './listen.ts';

/** What a stream may use of the page. Times are of the clock of performance.now(). */
export type Watch = {
  /** Events of the browser and the person alone (isTrusted): what a script makes up never counts as hands. */
  readonly listen: Listen;
  /** Those of scripts too. */
  readonly listenToAll: Listen;
  readonly now: () => number;
  readonly page: Pick<Document, 'hidden'>;
};
/** When a snapshot is taken: with `handOut`, because the form is being sent. */
export type Moment = { readonly nowMs: number; readonly handOut: boolean };
/** One stream: starts to listen, and answers with its snapshot. */
export type Stream<T> = (watch: Watch) => (moment: Moment) => T;
export type Streamers<T> = { readonly [N in keyof T]: Stream<T[N]> };
export type StreamsRead<T> = { [N in keyof T]?: Reading<T[N]> };

const FAILED: Missing = { missing: 'failed' };

function watchOf(listenToAll: Listen, page: Pick<Document, 'hidden'>): Watch {
  const trusted: Listen = (types, heard) =>
    listenToAll(types, event => {
      if (event.isTrusted) heard(event);
    });
  return { listen: trusted, listenToAll, now: () => performance.now(), page };
}

/** Starts all streams on `target`; one that fails is `failed` from then on, and the others stay as they are. */
export function watch<T>(
  streams: Streamers<T>,
  target: EventTarget,
  page: Pick<Document, 'hidden'>,
  ended: AbortSignal,
): (moment: Moment) => StreamsRead<T> {
  const failed = new Set<keyof T>();
  const snapshots: { [N in keyof T]?: (moment: Moment) => T[N] } = {};
  for (const name in streams) {
    const fail = () => {
      failed.add(name);
    };
    try {
      snapshots[name] = streams[name](watchOf(listen(target, ended, fail), page));
    } catch {
      fail();
    }
  }
  return moment => {
    const read: StreamsRead<T> = {};
    for (const name in streams) {
      const snapshot = snapshots[name];
      read[name] = FAILED;
      if (failed.has(name) || snapshot === undefined) continue;
      try {
        read[name] = snapshot(moment);
      } catch {
        failed.add(name);
      }
    }
    return read;
  };
}
