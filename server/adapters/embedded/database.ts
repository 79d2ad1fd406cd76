import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { MIGRATIONS } from './migrations.ts';

export const DATABASE_FILE = 'sekisho.db';

type Waiting = { run: () => void; done: () => void; fail: (error: unknown) => void; readonly since: number };

/** Another process holds the write lock: https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;
const BUSY_RETRY_MS = 5;
/** No write waits for others longer than this. */
const GATHER_MS_MAX = 5;
/** 16 MiB of log before it is folded into the file: seldom enough that pages are written there once, small enough to stall nobody. */
const CHECKPOINT_PAGES = 2048;
/** Two or three records fit a page, and half as many are written as of 4 KiB. */
const PAGE_BYTES = 8192;
const CACHE_KIB = 65_536;

/**
 * One SQLite file. Writes that wait at the same time share a transaction, so many screenings pay for one flush to disk;
 * each resolves only when its transaction is on disk (WAL, synchronous=FULL).
 */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #busyMs: number;
  readonly #statements = new Map<string, StatementSync>();
  #waiting: Waiting[] = [];
  #due = false;
  #notBefore = 0;

  constructor(folder: string, busyMs: number) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, DATABASE_FILE);
    // Made for its owner alone, also in a folder that others may read; SQLite gives its log the same mode.
    closeSync(openSync(file, 'a', 0o600));
    this.#busyMs = busyMs;
    this.#sqlite = new DatabaseSync(file, { timeout: busyMs });
    try {
      this.#sqlite.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
        PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA cache_size = -${CACHE_KIB}`);
      this.#migrate();
      // From here on nothing waits inside SQLite: that would stop the event loop.
      this.#sqlite.exec('PRAGMA busy_timeout = 0');
    } catch (error) {
      this.#sqlite.close();
      throw error;
    }
  }

  /** Compiled once for each text. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#sqlite.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Runs the job in a transaction with others; its own failure undoes it alone. Resolves once it is on disk. */
  write<T>(job: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      const run = (): void => {
        result = job();
      };
      this.#waiting.push({ run, done: () => resolve(result), fail: reject, since: performance.now() });
      this.#schedule();
    });
  }

  close(): void {
    this.#flush();
    for (const job of this.#waiting) job.fail(new Error('the database was closed'));
    this.#waiting = [];
    this.#statements.clear();
    this.#sqlite.close();
  }

  /**
   * At once where the disk rested; otherwise after as long as the last flush took, as PostgreSQL's commit_delay does: under load
   * more writes share the next one, and the event loop has at least half of its time.
   */
  #schedule(): void {
    if (this.#due || this.#waiting.length === 0) return;
    this.#due = true;
    const rest = this.#notBefore - performance.now();
    const go = (): void => {
      this.#due = false;
      this.#flush();
    };
    if (rest > 0.5) setTimeout(go, rest);
    else setImmediate(go);
  }

  #flush(): void {
    const jobs = this.#waiting;
    if (jobs.length === 0) return;
    this.#waiting = [];
    const started = performance.now();
    const written: Waiting[] = [];
    try {
      this.prepare('BEGIN IMMEDIATE').run();
      for (const job of jobs) if (this.#attempt(job)) written.push(job);
      this.prepare('COMMIT').run();
    } catch (error) {
      if (this.#sqlite.isTransaction) this.prepare('ROLLBACK').run();
      if (isBusy(error)) this.#waitAgain(jobs, error);
      else for (const job of jobs) job.fail(error);
      return;
    }
    const ended = performance.now();
    this.#notBefore = ended + Math.min(ended - started, GATHER_MS_MAX);
    for (const job of written) job.done();
  }

  /** BEGIN found the lock taken (a command, a backup): nothing was done yet. */
  #waitAgain(jobs: readonly Waiting[], error: unknown): void {
    const now = performance.now();
    const [patient, late] = [true, false].map(fresh => jobs.filter(it => now - it.since < this.#busyMs === fresh));
    for (const job of late ?? []) job.fail(error);
    this.#waiting = [...(patient ?? []), ...this.#waiting];
    this.#notBefore = now + BUSY_RETRY_MS;
    this.#schedule();
  }

  #attempt(job: Waiting): boolean {
    this.prepare('SAVEPOINT job').run();
    try {
      job.run();
      this.prepare('RELEASE job').run();
      return true;
    } catch (error) {
      // A full disk or a lost file ends the whole transaction: then there is nothing to go back to.
      if (!this.#sqlite.isTransaction) throw error;
      this.prepare('ROLLBACK TO job').run();
      this.prepare('RELEASE job').run();
      job.fail(error);
      return false;
    }
  }

  #migrate(): void {
    const has = Number(this.#sqlite.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (has > MIGRATIONS.length) {
      throw new Error(`the data was written by a newer version (schema ${has}, this one knows ${MIGRATIONS.length})`);
    }
    if (has === MIGRATIONS.length) return;
    this.#sqlite.exec('BEGIN IMMEDIATE');
    try {
      // Another process may have migrated while this one waited for the lock.
      const now = Number(this.#sqlite.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
      for (const sql of MIGRATIONS.slice(now)) this.#sqlite.exec(sql);
      this.#sqlite.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
    } catch (error) {
      if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK');
      throw error;
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
