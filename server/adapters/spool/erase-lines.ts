import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Spooled } from '../../ports/state.ts';
import type { PendingSegment } from './pending-segment.ts';
import { readSegment, type SegmentLine, syncFolder, writeAll } from './segment.ts';
import { freshFile, placeFile } from './spool-files.ts';
import { spooledFrom } from './spool-line.ts';

export type IsErased = (text: string) => boolean;

/** How account references begin: as much of one as tells that a line was cut off in it. */
const BEGINNING_CHARS = 4;

/** Whether a line is an answer to one of these accounts. One that cannot be read is so where it names one, or was cut off in its name. */
export function answersTo(siteId: string, accountRefs: readonly string[]): IsErased {
  return text => {
    const isNamed = accountRefs.some(it => text.includes(it));
    if (!isNamed) return accountRefs.some(it => isCutOffIn(text, it));
    const spooled = spooledFrom(text);
    if (spooled === null) return true;
    const { siteId: ofSite, accountRef } = spooled.record;
    return ofSite === siteId && accountRef !== null && accountRefs.includes(accountRef);
  };
}

function isCutOffIn(text: string, name: string): boolean {
  const at = text.lastIndexOf(name.slice(0, BEGINNING_CHARS));
  return at >= 0 && name.startsWith(text.slice(at));
}

/** Those that wait. */
export async function erasedAnswers(segment: PendingSegment, isErased: IsErased): Promise<readonly Spooled[]> {
  const lines = await waitingLines(segment);
  return lines.filter(it => it.isWhole && isErased(it.text)).flatMap(it => spooledFrom(it.text) ?? []);
}

/** Also a line that is drained already: its bytes are there until the whole file is. */
export async function eraseFromSegment(segment: PendingSegment, isErased: IsErased): Promise<void> {
  if (segment.lines === 0 || !(await hasErased(segment.file, isErased))) return;
  const left = (await waitingLines(segment)).filter(it => !isErased(it.text));
  await replaceFile(segment.file, left);
  segment.place = 0;
  segment.done.clear();
  segment.lines = left.length;
  segment.bytes = left.reduce((sum, it) => sum + Buffer.byteLength(it.text) + 1, 0);
}

/** Of a file whose lines nobody waits for. */
export async function eraseFromFile(file: string, isErased: IsErased): Promise<void> {
  const lines = await readSegment(file, 0);
  const left = lines.filter(it => !isErased(it.text));
  if (left.length < lines.length) await replaceFile(file, left);
}

/** False of a file that is gone. */
export async function hasErased(file: string, isErased: IsErased): Promise<boolean> {
  try {
    return (await readSegment(file, 0)).some(it => isErased(it.text));
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return false;
    throw error;
  }
}

/** One that was emptied has no file any more. */
const waitingLines = async ({ file, place, done, lines }: PendingSegment): Promise<readonly SegmentLine[]> =>
  lines === 0 ? [] : (await readSegment(file, place)).filter(it => !done.has(it.end));

/**
 * Cut off anywhere, the file is the old one or the new one. How far it was drained is forgotten before: in between, the old one would be
 * drained from its beginning, which stores nothing twice, and never would lines of the new one be passed over.
 */
async function replaceFile(file: string, lines: readonly SegmentLine[]): Promise<void> {
  const folder = dirname(file);
  if (lines.length === 0) {
    await rm(file, { force: true });
    await rm(placeFile(file), { force: true });
    return syncFolder(folder);
  }
  const fresh = freshFile(file);
  const { O_CREAT, O_DSYNC, O_TRUNC, O_WRONLY } = constants;
  const handle = await open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_DSYNC, 0o600);
  try {
    await writeAll(handle, Buffer.from(lines.map(it => `${it.text}\n`).join('')));
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rm(placeFile(file), { force: true });
  await syncFolder(folder);
  await rename(fresh, file);
  await syncFolder(folder);
}
