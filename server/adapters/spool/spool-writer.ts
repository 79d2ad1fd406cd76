import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { FileLock } from './file-lock.ts';
import type { PendingSegment } from './pending-segment.ts';
import { Segment } from './segment.ts';
import { lockName, segmentName } from './spool-files.ts';

export type SpoolLimits = {
  /** Of what one process keeps at once. */
  readonly linesMax: number;
  readonly bytesMax: number;
  readonly segmentBytesMax: number;
  readonly keepMsMax: number;
};

type Owner = { readonly id: string; readonly lock: FileLock; segments: number };
type Waiting = { readonly line: Buffer; hasGivenUp: boolean; readonly settle: (error: Error | null) => void };

/** What this process keeps. Lines that wait at the same time share a flush. */
export class SpoolWriter {
  readonly #folder: string;
  readonly #limits: SpoolLimits;
  readonly #owner: Owner;
  #open: Segment | null = null;
  readonly #sealed: PendingSegment[] = [];
  #queue: Waiting[] = [];
  #inFlush: readonly Waiting[] = [];
  #flushDue = false;
  /** One thing at a time happens to the files. */
  #last: Promise<void> = Promise.resolve();

  constructor(folder: string, limits: SpoolLimits) {
    this.#folder = folder;
    this.#limits = limits;
    this.#owner = newOwner(folder);
    // Where it fails, the first line that is kept says so.
    this.#ready().catch(() => {});
  }

  get owner(): string {
    return this.#owner.id;
  }

  /** Lines and bytes that are on disk or on their way there. */
  get held(): { readonly lines: number; readonly bytes: number } {
    const onTheWay = [...this.#queue, ...this.#inFlush];
    const parts = [...this.#sealed, ...(this.#open === null ? [] : [this.#open])];
    return {
      lines: parts.reduce((sum, it) => sum + it.lines, onTheWay.length),
      bytes: parts.reduce((sum, it) => sum + it.bytes, 0) + onTheWay.reduce((sum, it) => sum + it.line.length, 0),
    };
  }

  keep(line: Buffer): Promise<void> {
    const { linesMax, bytesMax, keepMsMax } = this.#limits;
    const { lines, bytes } = this.held;
    if (lines >= linesMax || bytes + line.length > bytesMax) {
      return Promise.reject(
        new Error(`the spool in ${this.#folder} is full: ${lines} answers in ${bytes} bytes wait there for the state`),
      );
    }
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        waiting.hasGivenUp = true;
        reject(new Error(`the disk of ${this.#folder} did not take an answer within ${keepMsMax} ms`));
      };
      // What the disk did while this process itself was busy is seen first.
      const timer = setTimeout(() => setImmediate(giveUp), keepMsMax);
      const settle = (error: Error | null): void => {
        clearTimeout(timer);
        if (error === null) resolve();
        else reject(error);
      };
      const waiting: Waiting = { line, hasGivenUp: false, settle };
      this.#queue.push(waiting);
      this.#flush();
    });
  }

  /** The files to drain, the oldest first; what is kept from now on goes into others. */
  seal(): Promise<PendingSegment[]> {
    return this.#exclusive(async () => {
      if (this.#open !== null && this.#open.lines > 0) {
        await this.#sealOpen();
        this.#ready().catch(() => {});
      }
      return this.#sealed;
    });
  }

  /** What is kept is anyone's from now on. */
  async close(): Promise<void> {
    await this.#exclusive(() => this.#sealOpen());
    this.#owner.lock.release();
  }

  /** A file is there before it is needed: making one takes several trips to the disk. */
  #ready(): Promise<void> {
    return this.#exclusive(async () => {
      this.#open ??= await this.#nextSegment();
    });
  }

  #flush(): void {
    if (this.#flushDue) return;
    this.#flushDue = true;
    void this.#exclusive(async () => {
      this.#flushDue = false;
      this.#inFlush = this.#queue.filter(it => !it.hasGivenUp);
      this.#queue = [];
      const group = this.#inFlush;
      const error = group.length === 0 ? null : await this.#append(group);
      this.#inFlush = [];
      for (const it of group) it.settle(error);
    });
  }

  async #append(group: readonly Waiting[]): Promise<Error | null> {
    try {
      this.#open ??= await this.#nextSegment();
      await this.#open.append(group.map(it => it.line));
      if (this.#open.bytes >= this.#limits.segmentBytesMax) {
        await this.#sealOpen();
        this.#ready().catch(() => {});
      }
      return null;
    } catch (error) {
      if (this.#open?.isSealed === true) await this.#sealOpen();
      return new Error(`the spool in ${this.#folder} cannot be written`, { cause: error });
    }
  }

  async #sealOpen(): Promise<void> {
    const segment = this.#open;
    if (segment === null) return;
    this.#open = null;
    const { file, lines, bytes } = segment;
    if (lines > 0) this.#sealed.push({ file, place: 0, done: new Set(), lines, bytes });
    await segment.seal();
  }

  #nextSegment(): Promise<Segment> {
    return Segment.create(join(this.#folder, segmentName(this.#owner.id, ++this.#owner.segments)));
  }

  #exclusive<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#last.then(job);
    this.#last = done.then(
      () => {},
      () => {},
    );
    return done;
  }
}

function newOwner(folder: string): Owner {
  const id = Date.now().toString(16).padStart(12, '0') + randomBytes(6).toString('hex');
  const lock = FileLock.take(join(folder, lockName(id)));
  if (lock === null) throw new Error(`${lockName(id)} is locked though its name is new`);
  return { id, lock, segments: 0 };
}
