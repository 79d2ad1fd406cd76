import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spool } from '../ports/spool.ts';
import type { Spooled } from '../ports/state.ts';
import { drainSegment, pendingSegment } from './spool/drain-segment.ts';
import { FileLock } from './spool/file-lock.ts';
import { spoolLine } from './spool/spool-line.ts';
import { lockName, type PendingSegment, SEGMENT_NAME, type SpoolLimits, SpoolWriter } from './spool/spool-writer.ts';

export type FileSpoolOptions = SpoolLimits & {
  /** Lines that cannot be read: a process or a machine was cut off while it wrote them, before anything was answered. */
  readonly onSetAside: (file: string, lines: number) => void;
};

export type FileSpool = Spool & {
  /** Writes what waits; a drain on its way ends after the line it is at. What is kept then is the next process's. */
  readonly close: () => Promise<void>;
};

/** Left by a process that ended, ours while we hold its lock. */
type Adopted = { readonly lock: FileLock; readonly segments: PendingSegment[] };

/**
 * Files in one folder, which any number of processes may share: each appends to files of its own, mode 0600, and drains these and
 * those of processes that have ended. Throws where the folder cannot be made or written.
 */
export function fileSpool(folder: string, options: FileSpoolOptions): FileSpool {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const writer = new SpoolWriter(folder, options);
  const adopted = new Map<string, Adopted>();
  let draining: Promise<number> | null = null;
  let isClosed = false;

  const drainAll = async (restore: (spooled: Spooled) => Promise<void>): Promise<number> => {
    const { onSetAside } = options;
    const empty = async (segments: PendingSegment[]): Promise<number> => {
      let restored = 0;
      for (let next = segments[0]; next !== undefined && !isClosed; next = segments[0]) {
        restored += await drainSegment(next, { restore, onSetAside, mayGoOn: () => !isClosed });
        if (next.lines === 0) segments.shift();
      }
      return restored;
    };
    // What another process left unreadable keeps nobody's own from being drained.
    const fault = await adoptOfEnded(folder, adopted).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    let restored = 0;
    for (const [owner, { lock, segments }] of adopted) {
      restored += await empty(segments);
      if (segments.length > 0) continue;
      lock.release();
      adopted.delete(owner);
    }
    restored += await empty(await writer.seal());
    if (fault !== null) throw fault.error;
    return restored;
  };

  return {
    keep: async spooled => {
      if (isClosed) throw new Error('the spool is closed');
      await writer.keep(spoolLine(spooled));
    },
    drain: restore => {
      if (isClosed) return Promise.resolve(0);
      draining ??= drainAll(restore).finally(() => {
        draining = null;
      });
      return draining;
    },
    waiting: () => {
      const left = [...adopted.values()].flatMap(it => it.segments);
      return left.reduce((sum, it) => sum + it.lines, writer.held.lines);
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await draining?.catch(() => {});
      for (const { lock } of adopted.values()) lock.release();
      adopted.clear();
      await writer.close();
    },
  };
}

/** Takes the files of every process that has ended; each of them falls to one. */
async function adoptOfEnded(folder: string, adopted: Map<string, Adopted>): Promise<void> {
  for (const owner of new Set(await segmentsIn(folder).then(names => names.map(ownerOf)))) {
    if (adopted.has(owner)) continue;
    const lock = FileLock.take(join(folder, lockName(owner)));
    if (lock === null) continue;
    // Only now: whoever held it before may have drained them in between.
    const names = (await segmentsIn(folder)).filter(name => ownerOf(name) === owner);
    try {
      const segments: PendingSegment[] = [];
      for (const name of names) segments.push(await pendingSegment(join(folder, name)));
      adopted.set(owner, { lock, segments });
    } catch (error) {
      lock.release();
      throw error;
    }
  }
}

const ownerOf = (name: string): string => SEGMENT_NAME.exec(name)?.[1] ?? '';
const segmentsIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter(name => SEGMENT_NAME.test(name)).toSorted();
