import { constants } from 'node:fs';
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A write ends when it is on disk: one trip to another thread instead of two, which counts while this one is flooded. */
const { O_APPEND, O_CREAT, O_DSYNC, O_EXCL, O_WRONLY } = constants;
const NEWLINE = 10;

/** A file that one process appends whole lines to, until it is sealed. */
export class Segment {
  readonly file: string;
  #handle: FileHandle | null;
  #bytes = 0;
  #lines = 0;

  private constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.#handle = handle;
  }

  static async create(file: string): Promise<Segment> {
    const handle = await open(file, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_DSYNC, 0o600);
    try {
      await syncFolder(dirname(file));
    } catch (error) {
      await handle.close();
      await rm(file, { force: true });
      throw error;
    }
    return new Segment(file, handle);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get lines(): number {
    return this.#lines;
  }

  get isSealed(): boolean {
    return this.#handle === null;
  }

  /** On disk when it resolves. Where it fails, the segment is sealed with what was on disk before. */
  async append(lines: readonly Buffer[]): Promise<void> {
    const handle = this.#handle;
    if (handle === null) throw new Error('the segment is sealed');
    const all = Buffer.concat(lines);
    try {
      await writeAll(handle, all);
    } catch (error) {
      // After a failed flush nobody knows what is on disk (https://lwn.net/Articles/752063/): this file is not used again, and what was
      // not answered is cut off. Where even that fails, `readSegment` sets a torn line aside.
      await handle.truncate(this.#bytes).catch(() => {});
      await this.seal().catch(() => {});
      throw error;
    }
    this.#bytes += all.length;
    this.#lines += lines.length;
  }

  /** Nothing is appended after it. An empty one is removed. */
  async seal(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
    if (this.#lines === 0) await rm(this.file, { force: true });
  }
}

export async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten;
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export type SegmentLine = { readonly text: string; readonly end: number; readonly isWhole: boolean };

/** The lines from a place on; the last one is not whole where its writer was cut off in it. */
export async function readSegment(file: string, from: number): Promise<readonly SegmentLine[]> {
  const bytes = await readFile(file);
  const lines: SegmentLine[] = [];
  for (let start = from; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    const text = bytes.toString('utf8', start, newline === -1 ? end : newline);
    lines.push({ text, end, isWhole: newline !== -1 });
    start = end;
  }
  return lines;
}
