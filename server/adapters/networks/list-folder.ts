import { readdirSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SOURCE_NAMES, type SourceName } from '../../core/networks/address-facts.ts';
import { type PackedFile, readPacked } from './packed-file.ts';

export type ListsWatch = {
  /** A list came, changed, or (null) went. */
  readonly onChange: (name: SourceName, file: PackedFile | null) => void;
  /** Once for each file that cannot be used; what was known before goes on. */
  readonly onBroken: (name: SourceName, error: unknown) => void;
};

/** From a change of a file to its being used, at the most, in every process. */
const POLL_MS = 2000;
const MISSING = 'missing';

export const packedListFile = (folder: string, name: SourceName): string => join(folder, `${name}.bin`);

/**
 * The packed lists of a folder, read at once, then followed. By asking the files: notices of a file system do not come from every
 * volume that a container mounts.
 */
export function followLists(folder: string, { onChange, onBroken }: ListsWatch): { readonly stop: () => void } {
  const marks = new Map<SourceName, string>(SOURCE_NAMES.map(it => [it, MISSING]));
  let asking = false;
  const take = (name: SourceName, mark: string): void => {
    if (marks.get(name) === mark) return;
    marks.set(name, mark);
    if (mark === MISSING) {
      onChange(name, null);
      return;
    }
    try {
      const file = readPacked(packedListFile(folder, name));
      if (file.head.name !== name) throw new Error(`${packedListFile(folder, name)} is a list of ${file.head.name}.`);
      onChange(name, file);
    } catch (error) {
      onBroken(name, error);
    }
  };
  for (const name of SOURCE_NAMES) {
    const it = statSync(packedListFile(folder, name), { throwIfNoEntry: false });
    take(name, it === undefined ? MISSING : markOf(it));
  }
  const follow = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    for (const name of SOURCE_NAMES) {
      try {
        take(name, markOf(await stat(packedListFile(folder, name))));
      } catch (error) {
        if (isMissing(error)) take(name, MISSING);
      }
    }
    asking = false;
  };
  const timer = setInterval(follow, POLL_MS).unref();
  return { stop: () => clearInterval(timer) };
}

const markOf = ({ mtimeMs, size, ino }: { mtimeMs: number; size: number; ino: number }): string =>
  `${mtimeMs} ${size} ${ino}`;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

export type DroppedFile = { readonly name: SourceName; readonly file: string; readonly modifiedAt: number };

/** Texts that the operator put into the folder, `NAME.txt` or `NAME.csv`, and that are newer than what was packed of them. */
export function droppedFiles(folder: string): readonly DroppedFile[] {
  let files: readonly string[];
  try {
    files = readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  return files.flatMap((it): DroppedFile[] => {
    const name = SOURCE_NAMES.find(source => it === `${source}.txt` || it === `${source}.csv`);
    if (name === undefined || name === 'places') return [];
    const modifiedAt = statSync(join(folder, it)).mtimeMs;
    const packedAt = statSync(packedListFile(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return modifiedAt > packedAt ? [{ name, file: join(folder, it), modifiedAt }] : [];
  });
}
