import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { SOURCE_NAMES } from '../../core/networks/address-facts.ts';
import type { RangeTable, Width } from './range-table.ts';

/**
 * One source as a file that is read whole and used as it lies in memory: `SKNW`, the length of a JSON head, the head, and the
 * sections that it names, each on a multiple of 8 bytes. Of this machine's byte order: made here, not sent around.
 */
const MAGIC = 'SKNW';
const ALIGN = 8;

const headSchema = z.object({
  format: z.literal(1),
  name: z.enum(SOURCE_NAMES),
  edition: z.string().max(200),
  madeAt: z.int().min(0),
  entries: z.int().min(0),
  sections: z.array(z.object({ name: z.string(), from: z.int().min(0), bytes: z.int().min(0) })).max(32),
});

export type PackedHead = Omit<z.infer<typeof headSchema>, 'format' | 'sections'>;
export type Sections = Readonly<Record<string, Uint32Array | Int32Array | Uint8Array>>;
export type PackedFile = {
  readonly head: PackedHead;
  readonly bytes: number;
  readonly words: (section: string) => Uint32Array;
  readonly octets: (section: string) => Buffer;
};

/** Renamed into place whole: a process that reads meanwhile sees the old file or the new one. */
export function writePacked(file: string, head: PackedHead, sections: Sections): void {
  const entries = Object.entries(sections);
  let from = 0;
  const placed = entries.map(([name, { byteLength }]) => {
    const section = { name, from, bytes: byteLength };
    from += padded(byteLength);
    return section;
  });
  const text = Buffer.from(JSON.stringify({ format: 1, ...head, sections: placed }));
  const start = Buffer.alloc(padded(8 + text.length));
  start.write(MAGIC, 'latin1');
  start.writeUInt32LE(text.length, 4);
  text.copy(start, 8);
  const parts = entries.flatMap(([, it]) => {
    const rest = Buffer.alloc(padded(it.byteLength) - it.byteLength);
    return [Buffer.from(it.buffer, it.byteOffset, it.byteLength), rest];
  });
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(unfinished, Buffer.concat([start, ...parts]), { mode: 0o644 });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

const padded = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN;

/** Throws, in words for the operator, for what is no such file, or only a part of one; ENOENT as it is. */
export function readPacked(file: string): PackedFile {
  const read = readFileSync(file);
  // A small file may lie anywhere in a shared buffer, where words of 32 bits cannot be looked at in place.
  const bytes = read.byteOffset % ALIGN === 0 ? read : Buffer.from(Uint8Array.from(read).buffer);
  const broken = (what: string): never => {
    throw new Error(`${file} ${what}: make it anew with npm run data.`);
  };
  if (bytes.length < 8 || bytes.toString('latin1', 0, 4) !== MAGIC) broken('is no packed list');
  const length = bytes.readUInt32LE(4);
  const parsed = headSchema.safeParse(jsonOf(bytes.toString('utf8', 8, 8 + length)));
  if (!parsed.success) return broken('has a head of another version');
  const { format: _, sections, ...head } = parsed.data;
  const start = padded(8 + length);
  const placeOf = (name: string): { from: number; bytes: number } => {
    const section = sections.find(it => it.name === name) ?? broken(`lacks the section ${name}`);
    const from = start + section.from;
    return from + section.bytes <= bytes.length ? { from, bytes: section.bytes } : broken('is cut short');
  };
  for (const { name } of sections) placeOf(name);
  return {
    head,
    bytes: bytes.length,
    words: name => {
      const at = placeOf(name);
      return new Uint32Array(bytes.buffer, bytes.byteOffset + at.from, at.bytes / 4);
    },
    octets: name => {
      const at = placeOf(name);
      return bytes.subarray(at.from, at.from + at.bytes);
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const tableSections = (name: string, { starts, values }: RangeTable): Sections => ({
  [`${name}-starts`]: starts,
  [`${name}-values`]: values,
});

export const tableIn = (file: PackedFile, name: string, width: Width): RangeTable => ({
  width,
  starts: file.words(`${name}-starts`),
  values: file.words(`${name}-values`),
});
