import { type Connection, isBroken, isBusy } from './connection.ts';
import { JobRunner } from './job-runner.ts';
import { type JobAnswer, type JobFailure, monotonicMs, type PostedJob } from './write-job.ts';

/** Another process writes for a few milliseconds; SQLite's own waiting grows to 100 ms a step, and lets others pass it. */
const BUSY_AGAIN_MS = 1;
/** Others' reads end in milliseconds; screenings of this process wait no longer for an erasure. */
const FOLD_BUSY_MS = 250;

/** Runs jobs that waited at the same time in one transaction, so that all of them pay for one flush to disk. */
export class GroupCommit {
  readonly #on: Connection;
  readonly #jobs: JobRunner;
  readonly #busyMs: number;
  readonly #never = new Int32Array(new SharedArrayBuffer(4));

  constructor(on: Connection, busyMs: number) {
    this.#on = on;
    this.#jobs = new JobRunner(on);
    this.#busyMs = busyMs;
  }

  /** One answer for each, in any order. What is answered with rows is on disk. */
  run(posted: readonly PostedJob[]): JobAnswer[] {
    const folds = posted.filter(it => it.job.kind === 'fold-log');
    const others = folds.length === 0 ? posted : posted.filter(it => it.job.kind !== 'fold-log');
    return [...this.#together(others), ...folds.map(({ n }) => this.#foldLog(n))];
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

  /** Of the one row that it answers, `busy` is 1 where somebody still read or wrote. */
  #foldLog(n: number): JobAnswer {
    try {
      this.#on.exec(`PRAGMA busy_timeout = ${FOLD_BUSY_MS}`);
      const folded = this.#on.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      return { n, rows: [folded?.['busy'] === 0 ? 1 : 0] };
    } catch (error) {
      return { n, failed: failureOf(error) };
    } finally {
      this.#on.exec('PRAGMA busy_timeout = 0');
    }
  }
}

const TOO_LATE: JobFailure = { reason: 'timed-out', message: 'its time was over before it began' };
const BUSY: JobFailure = { reason: 'timed-out', message: 'another process holds the write lock' };

const failed = (posted: readonly PostedJob[], failure: JobFailure): JobAnswer[] =>
  posted.map(({ n }) => ({ n, failed: failure }));

const failureOf = (error: unknown): JobFailure => ({
  reason: isBroken(error) ? 'failed' : null,
  message: error instanceof Error ? error.message : String(error),
});
