import { constants } from 'node:fs';
import { appendFile, open, readFile, rm } from 'node:fs/promises';
import type { Spooled } from '../../ports/state.ts';
import { readSegment } from './segment.ts';
import { spooledFrom } from './spool-line.ts';
import type { PendingSegment } from './spool-writer.ts';

export type DrainOptions = {
  readonly restore: (spooled: Spooled) => Promise<void>;
  /** Lines that cannot be read stay in a file of their own. */
  readonly onSetAside: (file: string, lines: number) => void;
  /** Asked before each line. */
  readonly mayGoOn: () => boolean;
};

const placeFile = (file: string): string => `${file}.done`;
const asideFile = (file: string): string => `${file}.set-aside`;
const DIGITS = 15;

/** How far an earlier drain came, in bytes; of one that could not write it down, or was never begun, the beginning. */
async function readPlace(file: string): Promise<number> {
  const text = await readFile(placeFile(file), 'utf8').catch(() => '');
  return text.length === DIGITS && /^\d+$/.test(text) ? Number(text) : 0;
}

/**
 * For who comes after this process. On a disk that is full it cannot be written, and the drain that makes room must go on: what is
 * then handed out again after a crash is the same answer of the same id.
 */
async function writePlace(file: string, place: number): Promise<void> {
  try {
    const handle = await open(placeFile(file), constants.O_WRONLY | constants.O_CREAT, 0o600);
    await handle.write(String(place).padStart(DIGITS, '0'), 0).finally(() => handle.close());
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
  }
}

/** What of a segment still waits, for one that another process left. */
export async function pendingSegment(file: string): Promise<PendingSegment> {
  const place = await readPlace(file);
  const lines = await readSegment(file, place);
  return { file, place, lines: lines.length, bytes: (lines.at(-1)?.end ?? place) - place };
}

/**
 * Hands out the lines from where an earlier drain stopped, and removes the segment at its end; how many were restored. Its place is
 * written after each line: cut off in between, it hands out one line again.
 */
export async function drainSegment(segment: PendingSegment, options: DrainOptions): Promise<number> {
  const { file } = segment;
  let restored = 0;
  let unreadable = 0;
  try {
    for (const { text, end, isWhole } of await readSegment(file, segment.place)) {
      if (!options.mayGoOn()) return restored;
      const spooled = isWhole ? spooledFrom(text) : null;
      if (spooled === null) {
        await appendFile(asideFile(file), `${text}\n`, { mode: 0o600 });
        unreadable++;
      } else {
        await options.restore(spooled);
        restored++;
      }
      segment.lines = Math.max(0, segment.lines - 1);
      segment.bytes = Math.max(0, segment.bytes - (end - segment.place));
      segment.place = end;
      await writePlace(file, end);
    }
  } finally {
    if (unreadable > 0) options.onSetAside(asideFile(file), unreadable);
  }
  // The place goes last: a segment without it would be handed out again from its beginning.
  await rm(file, { force: true });
  await rm(placeFile(file), { force: true });
  segment.lines = 0;
  segment.bytes = 0;
  return restored;
}
