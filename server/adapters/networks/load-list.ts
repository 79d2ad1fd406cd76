import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import type { SourceName } from '../../core/networks/address-facts.ts';
import { packAsns } from './asn-table.ts';
import { packedListFile } from './list-folder.ts';
import { type PackedHead, readPacked, writePacked } from './packed-file.ts';
import { packPlaces } from './places.ts';
import { packRangeList } from './range-list.ts';

export type ListToLoad = {
  readonly name: SourceName;
  /** The list's text; of places the folder with geoip-lite's files. */
  readonly content: { readonly text: string } | { readonly folder: string };
  readonly edition: string;
  /** ms since the epoch. */
  readonly madeAt: number;
  /** Also where it is much smaller than what is loaded. */
  readonly force: boolean;
};

/** Of what is loaded, at the least: a download that was cut off, or an error page, does not take its place. */
const SHRUNK_TO = 0.5;

/** Packs a list into the folder that every process of this machine follows. Throws, in words for the operator, where it is none. */
export function loadList(folder: string, { name, content, edition, madeAt, force }: ListToLoad): PackedHead {
  const { entries, sections } = packed(name, content);
  const before = headOf(packedListFile(folder, name));
  if (!force && before !== null && entries < before.entries * SHRUNK_TO) {
    throw new Error(
      `It has ${entries} entries and the one that is loaded ${before.entries}: say --force if that is right.`,
    );
  }
  const head = { name, edition, madeAt, entries };
  mkdirSync(folder, { recursive: true });
  writePacked(packedListFile(folder, name), head, sections);
  return head;
}

function packed(name: SourceName, content: ListToLoad['content']) {
  if (name === 'places') {
    if ('folder' in content) return packPlaces(content.folder);
    throw new Error('places are loaded from a folder with the files of geoip-lite 2.');
  }
  if ('folder' in content) throw new Error(`${name} is loaded from a file, not from a folder.`);
  return name === 'asn' ? packAsns([content.text]) : packRangeList(content.text);
}

function headOf(file: string): PackedHead | null {
  try {
    return readPacked(file).head;
  } catch {
    // Missing or broken: whatever comes is better.
    return null;
  }
}

/** false: there was none. */
export function dropList(folder: string, name: SourceName): boolean {
  const had = headOf(packedListFile(folder, name)) !== null;
  rmSync(packedListFile(folder, name), { force: true });
  return had;
}

export const textOf = (file: string): string => readFileSync(file === '-' ? 0 : file, 'utf8');
