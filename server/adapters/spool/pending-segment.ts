import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import type { Spooled } from '../../ports/state.ts';
import { readSegment } from './segment.ts';
import { placeFile } from './spool-files.ts';
import { spooledFrom } from './spool-line.ts';

/** A file that is not appended to any more, how far it is drained, and how much of it still waits. */
export type PendingSegment = {
  readonly file: string;
  /** In bytes: all before it is done. */
  place: number;
  /** The ends of lines that are done and come after one that is not. */
  readonly done: Set<number>;
  lines: number;
  bytes: number;
};

const DIGITS = 15;
/** Lines are large: so many are read in one turn of the event loop. */
const READ_AT_ONCE = 16;

/** How far an earlier drain came, in bytes; of one that could not write it down, or was never begun, the beginning. */
export async function readPlace(file: string): Promise<number> {
  const text = await readFile(placeFile(file), 'utf8').catch(() => '');
  return text.length === DIGITS && /^\d+$/.test(text) ? Number(text) : 0;
}

/**
 * For who comes after this process. On a disk that is full it cannot be written, and the drain that makes room must go on: what is
 * then handed out again after a crash is the same answer of the same id.
 */
export async function writePlace(file: string, place: number): Promise<void> {
  try {
    const handle = await open(placeFile(file), constants.O_WRONLY | constants.O_CREAT, 0o600);
    await handle.write(String(place).padStart(DIGITS, '0'), 0).finally(() => handle.close());
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
  }
}

/** What of a segment still waits, for one that another process left; `onLine` is told of each. */
export async function pendingSegment(file: string, onLine: (spooled: Spooled) => void): Promise<PendingSegment> {
  const place = await readPlace(file);
  const lines = await readSegment(file, place);
  for (const [n, { text, isWhole }] of lines.entries()) {
    const spooled = isWhole ? spooledFrom(text) : null;
    if (spooled !== null) onLine(spooled);
    if (n % READ_AT_ONCE === 0) await turnOfLoop();
  }
  return { file, place, done: new Set(), lines: lines.length, bytes: (lines.at(-1)?.end ?? place) - place };
}
