import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { MIGRATIONS } from './migrations.ts';

export const DATABASE_FILE = 'sekisho.db';

type Waiting = { run: () => void; done: () => void; fail: (error: unknown) => void };

/**
 * One SQLite file. Writes that arrive in one turn of the event loop share a transaction, so many screenings pay for one
 * flush to disk; each resolves only when its transaction is on disk (WAL, synchronous=FULL).
 */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #waiting: Waiting[] = [];

  constructor(folder: string, busyMs: number) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, DATABASE_FILE);
    // Made for its owner alone, also in a folder that others may read; SQLite gives its log the same mode.
    closeSync(openSync(file, 'a', 0o600));
    this.#sqlite = new DatabaseSync(file, { timeout: busyMs });
    try {
      this.#sqlite.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY',
      );
      this.#migrate();
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
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ run, done: () => resolve(result), fail: reject });
    });
  }

  close(): void {
    if (this.#waiting.length > 0) this.#flush();
    this.#statements.clear();
    this.#sqlite.close();
  }

  #flush(): void {
    const jobs = this.#waiting;
    if (jobs.length === 0) return;
    this.#waiting = [];
    const written: Waiting[] = [];
    try {
      this.#sqlite.exec('BEGIN IMMEDIATE');
      for (const job of jobs) if (this.#attempt(job)) written.push(job);
      this.#sqlite.exec('COMMIT');
    } catch (error) {
      if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK');
      for (const job of jobs) job.fail(error);
      return;
    }
    for (const job of written) job.done();
  }

  #attempt(job: Waiting): boolean {
    this.#sqlite.exec('SAVEPOINT job');
    try {
      job.run();
      this.#sqlite.exec('RELEASE job');
      return true;
    } catch (error) {
      // A full disk or a lost file ends the whole transaction: then there is nothing to go back to.
      if (!this.#sqlite.isTransaction) throw error;
      this.#sqlite.exec('ROLLBACK TO job; RELEASE job');
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
