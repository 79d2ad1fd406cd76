import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The files of one owner belong to whoever holds its lock. Time is first in its name: those that ended are taken over in their order. */
export const lockName = (owner: string): string => `${owner}.lock`;
export const segmentName = (owner: string, n: number): string => `${owner}-${String(n).padStart(6, '0')}.ndjson`;

/** Beside a segment: how far it is drained, lines of it that cannot be read, and what is to take the place of either. */
export const placeFile = (file: string): string => `${file}.done`;
export const asideFile = (file: string): string => `${file}.set-aside`;
export const freshFile = (file: string): string => `${file}.new`;

const SPOOL_FILE = /^([0-9a-f]{24})-\d{6}\.ndjson(\.set-aside)?(\.new)?$/;

export type SpoolFile = {
  readonly path: string;
  readonly owner: string;
  /** `fresh`: it was never put in its place. */
  readonly kind: 'segment' | 'aside' | 'fresh';
};

/** The oldest first. */
export async function spoolFiles(folder: string): Promise<readonly SpoolFile[]> {
  const files: SpoolFile[] = [];
  for (const name of (await readdir(folder)).toSorted()) {
    const [, owner, aside, fresh] = SPOOL_FILE.exec(name) ?? [];
    if (owner === undefined) continue;
    const kind = fresh !== undefined ? 'fresh' : aside !== undefined ? 'aside' : 'segment';
    files.push({ path: join(folder, name), owner, kind });
  }
  return files;
}
