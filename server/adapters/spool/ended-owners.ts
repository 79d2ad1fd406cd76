import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spooled } from '../../ports/state.ts';
import { FileLock } from './file-lock.ts';
import { type PendingSegment, pendingSegment } from './pending-segment.ts';
import { lockName, spoolFiles } from './spool-files.ts';

type Adopted = { readonly lock: FileLock; readonly segments: PendingSegment[] };

/** What processes left that have ended: ours while we hold their locks. */
export class EndedOwners {
  readonly #folder: string;
  readonly #onLine: (spooled: Spooled) => void;
  readonly #adopted = new Map<string, Adopted>();

  /** @param onLine told of each answer that waits in what was taken. */
  constructor(folder: string, onLine: (spooled: Spooled) => void) {
    this.#folder = folder;
    this.#onLine = onLine;
  }

  has(owner: string): boolean {
    return this.#adopted.has(owner);
  }

  /** Each owner's, to be taken from when drained. */
  get segments(): readonly PendingSegment[][] {
    return [...this.#adopted.values()].map(it => it.segments);
  }

  /** Takes the files of every process that has ended and left any of these kinds; each of them falls to one. */
  async adopt(kinds: readonly ('segment' | 'aside' | 'fresh')[]): Promise<void> {
    const left = (await spoolFiles(this.#folder)).filter(it => kinds.includes(it.kind));
    for (const owner of new Set(left.map(it => it.owner))) {
      if (this.#adopted.has(owner)) continue;
      const lock = FileLock.take(join(this.#folder, lockName(owner)));
      if (lock === null) continue;
      try {
        this.#adopted.set(owner, { lock, segments: await this.#segmentsOf(owner) });
      } catch (error) {
        lock.release();
        throw error;
      }
    }
  }

  /** Those nothing of whose waits any more. */
  releaseEmpty(): void {
    for (const [owner, { lock, segments }] of this.#adopted) {
      if (segments.length > 0) continue;
      lock.release();
      this.#adopted.delete(owner);
    }
  }

  releaseAll(): void {
    for (const { lock } of this.#adopted.values()) lock.release();
    this.#adopted.clear();
  }

  /** Only once the lock is held: whoever held it before may have drained them in between. */
  async #segmentsOf(owner: string): Promise<PendingSegment[]> {
    const segments: PendingSegment[] = [];
    for (const { path, kind } of (await spoolFiles(this.#folder)).filter(it => it.owner === owner)) {
      if (kind === 'fresh') await rm(path, { force: true });
      if (kind === 'segment') segments.push(await pendingSegment(path, this.#onLine));
    }
    return segments;
  }
}
