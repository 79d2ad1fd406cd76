import { type Connection, isBroken, isBusy } from './connection.ts';
import { JobRunner } from './job-runner.ts';
import type { LogCopier } from './log-copier.ts';
import { type JobAnswer, type JobFailure, monotonicMs, type PostedJob } from './write-job.ts';

/** Another process writes for a few milliseconds; SQLite's own waiting grows to 100 ms a step, and lets others pass it. */
const BUSY_AGAIN_MS = 1;
/** Others' reads end in milliseconds; screenings of this process wait no longer for it. */
const FOLD_BUSY_MS = 100;

/**
 * 4 MiB of log before it is copied into the file: while the disk takes them, some 4 ms, it takes nothing else, and who writes waits for
 * it. With 16 MiB one in eight screenings waited for up to 20 ms.
 */
const COPIED_PAGES = 512;
/** Where other processes read and write without a pause the log never begins anew by itself: at this length they are made to wait. */
const LOG_PAGES_MAX = 16 * COPIED_PAGES;
const FOLD_EVERY_MS = 1000;
/** What is left of a log that was long once. */
const LOG_BYTES_KEPT = 32 * 1024 * 1024;

/** Runs jobs that waited at the same time in one transaction, so that all of them pay for one flush to disk. */
export class GroupCommit {
  readonly #on: Connection;
  readonly #jobs: JobRunner;
  readonly #busyMs: number;
  readonly #copier: LogCopier;
  readonly #never = new Int32Array(new SharedArrayBuffer(4));
  #foldedAt = Number.NEGATIVE_INFINITY;

  constructor(on: Connection, busyMs: number, copier: LogCopier) {
    this.#on = on;
    this.#copier = copier;
    this.#jobs = new JobRunner(on);
    this.#busyMs = busyMs;
    on.exec(`PRAGMA busy_timeout = 0; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = ${LOG_BYTES_KEPT}`);
  }

  /** One answer for each, in any order. What is answered with rows is on disk. */
  run(posted: readonly PostedJob[]): JobAnswer[] {
    const folds = posted.filter(it => it.job.kind === 'fold-log');
    const others = folds.length === 0 ? posted : posted.filter(it => it.job.kind !== 'fold-log');
    return [...this.#together(others), ...folds.map(({ n }) => this.#foldLog(n))];
  }

  /**
   * Has the log copied into the file where it has grown: by a thread of its own, so that only the disk is waited for; what was written
   * meanwhile is copied here, so that the log begins anew.
   */
  keepLogShort(): void {
    if (this.#copier.isCopying) return;
    try {
      const { log, checkpointed } = this.#logPages();
      if (log - checkpointed >= COPIED_PAGES) this.#copier.begin(() => this.#copyRest());
      const now = monotonicMs();
      if (log < LOG_PAGES_MAX || now - this.#foldedAt < FOLD_EVERY_MS) return;
      this.#foldedAt = now;
      this.#fold();
    } catch (error) {
      heedNextWrite(error);
    }
  }

  #copyRest(): void {
    try {
      copyLog(this.#on);
    } catch (error) {
      heedNextWrite(error);
    }
  }

  #logPages(): { log: number; checkpointed: number } {
    const row = this.#on.prepare('PRAGMA wal_checkpoint(NOOP)').get();
    return { log: Number(row?.['log']), checkpointed: Number(row?.['checkpointed']) };
  }

  #together(posted: readonly PostedJob[]): JobAnswer[] {
    const since = monotonicMs();
    const answers: JobAnswer[] = [];
    let waiting = posted;
    for (;;) {
      const now = monotonicMs();
      const isLate = ({ until }: PostedJob): boolean => until < now;
      if (waiting.some(isLate)) {
        answers.push(...failed(waiting.filter(isLate), TOO_LATE));
        waiting = waiting.filter(it => !isLate(it));
      }
      if (waiting.length === 0) return answers;
      try {
        this.#on.prepare('BEGIN IMMEDIATE').run();
        break;
      } catch (error) {
        if (!isBusy(error)) return [...answers, ...failed(waiting, { ...failureOf(error), reason: 'failed' })];
        if (now - since > this.#busyMs) return [...answers, ...failed(waiting, BUSY)];
      }
      Atomics.wait(this.#never, 0, 0, BUSY_AGAIN_MS);
    }
    return answers.concat(this.#transact(waiting));
  }

  #transact(posted: readonly PostedJob[]): JobAnswer[] {
    try {
      const answers = posted.map(({ n, job }) => ({ n, rows: job.kind === 'fold-log' ? [] : this.#jobs.run(job) }));
      this.#jobs.finish();
      this.#on.prepare('COMMIT').run();
      return answers;
    } catch (error) {
      if (this.#on.isInTransaction) this.#on.prepare('ROLLBACK').run();
      this.#jobs.forget();
      // One of them is wrong: each by itself, only that one fails. On a full disk all of them would.
      if (posted.length > 1 && !isBroken(error)) return posted.flatMap(it => this.#together([it]));
      return failed(posted, failureOf(error));
    }
  }

  #foldLog(n: number): JobAnswer {
    try {
      return { n, rows: [this.#fold() ? 1 : 0] };
    } catch (error) {
      return { n, failed: failureOf(error) };
    }
  }

  /** False where somebody always read or wrote when it was tried. */
  #fold(): boolean {
    const since = monotonicMs();
    for (;;) {
      const folded = this.#on.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      if (folded?.['busy'] === 0) return true;
      if (monotonicMs() - since > FOLD_BUSY_MS) return false;
      Atomics.wait(this.#never, 0, 0, BUSY_AGAIN_MS);
    }
  }
}

/** What is in it at this moment, beside whoever reads and writes. */
export function copyLog(on: Connection): void {
  on.prepare('PRAGMA wal_checkpoint(PASSIVE)').get();
}

/** A full disk, or somebody else at it: the next write says so. */
export function heedNextWrite(error: unknown): void {
  if (!isBroken(error) && !isBusy(error)) throw error;
}

const TOO_LATE: JobFailure = { reason: 'timed-out', message: 'its time was over before it began' };
const BUSY: JobFailure = { reason: 'timed-out', message: 'another process holds the write lock' };

const failed = (posted: readonly PostedJob[], failure: JobFailure): JobAnswer[] =>
  posted.map(({ n }) => ({ n, failed: failure }));

const failureOf = (error: unknown): JobFailure => ({
  reason: isBroken(error) ? 'failed' : null,
  message: error instanceof Error ? error.message : String(error),
});
