import { appendFile, rm } from 'node:fs/promises';
import type { Spooled } from '../../ports/state.ts';
import { type PendingSegment, writePlace } from './pending-segment.ts';
import { readSegment, type SegmentLine } from './segment.ts';
import { asideFile, placeFile } from './spool-files.ts';
import { spooledFrom } from './spool-line.ts';

export type DrainOptions = {
  readonly restore: (spooled: Spooled) => Promise<void>;
  /** Lines that are handed out at once. */
  readonly atOnceMax: number;
  /** Lines that cannot be read stay in a file of their own. */
  readonly onSetAside: (file: string, lines: number) => void;
  /** Asked before each batch. */
  readonly mayGoOn: () => boolean;
};

/** `spooled` null: it cannot be read. */
type Read = { readonly line: SegmentLine; readonly spooled: Spooled | null };

/**
 * Hands out the lines from where an earlier drain stopped, and removes the segment at its end; how many were restored. Its place is
 * written after each batch: cut off in between, it hands out a batch again.
 */
export async function drainSegment(segment: PendingSegment, options: DrainOptions): Promise<number> {
  const { file } = segment;
  const { atOnceMax } = options;
  let restored = 0;
  const lines = segment.lines === 0 ? [] : await readSegment(file, segment.place);
  for (let i = 0; i < lines.length; i += atOnceMax) {
    if (!options.mayGoOn()) return restored;
    restored += await drainBatch(segment, lines.slice(i, i + atOnceMax), options);
  }
  // The place goes last: a segment without it would be handed out again from its beginning.
  await rm(file, { force: true });
  await rm(placeFile(file), { force: true });
  segment.lines = 0;
  segment.bytes = 0;
  return restored;
}

/** What comes after a line that failed may be done: it is not handed out again. */
async function drainBatch(
  segment: PendingSegment,
  batch: readonly SegmentLine[],
  options: DrainOptions,
): Promise<number> {
  const waiting: Read[] = batch
    .filter(it => !segment.done.has(it.end))
    .map(line => ({ line, spooled: line.isWhole ? spooledFrom(line.text) : null }));
  let restored = 0;
  let unreadable = 0;
  const handOut = async (lane: readonly Read[]): Promise<void> => {
    for (const { line, spooled } of lane) {
      if (spooled === null) {
        await appendFile(asideFile(segment.file), `${line.text}\n`, { mode: 0o600 });
        unreadable++;
      } else {
        await options.restore(spooled);
        restored++;
      }
      segment.done.add(line.end);
      segment.lines = Math.max(0, segment.lines - 1);
    }
  };
  const ends = await Promise.allSettled([...Map.groupBy(waiting, laneOf).values()].map(handOut));
  for (const { end } of batch) {
    if (!segment.done.delete(end)) break;
    segment.bytes = Math.max(0, segment.bytes - (end - segment.place));
    segment.place = end;
  }
  await writePlace(segment.file, segment.place);
  if (unreadable > 0) options.onSetAside(asideFile(segment.file), unreadable);
  const failed = ends.find(it => it.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return restored;
}

/** An account's answers are handed out one after the other. */
const laneOf = ({ spooled }: Read): string => spooled?.record.accountRef ?? spooled?.record.id ?? '';
