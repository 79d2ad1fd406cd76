import { accessSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { MIGRATIONS } from './migrations.ts';
import { APPLICATION_ID, refuseForeignFile } from './refuse-foreign-file.ts';

/** Two or three records fit a page, and half as many are written as of 4 KiB. */
const PAGE_BYTES = 8192;
const CACHE_KIB = 65_536;

/** https://www.sqlite.org/rescode.html: another process holds the write lock. */
const SQLITE_BUSY = 5;
/** NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB: whatever is asked, this file cannot take it now. */
const BROKEN = [7, 8, 10, 11, 13, 14, 15, 26];

/** One connection to the file; each text is compiled once. */
export class Connection {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param busyMs how long it waits, inside SQLite, for other processes. */
  constructor(file: string, busyMs: number) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    makeFile(file);
    this.#sqlite = new DatabaseSync(file, { timeout: busyMs });
    try {
      // First: what follows writes to the file.
      refuseForeignFile(this.#sqlite, file);
      this.#sqlite.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
        PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA cache_size = -${CACHE_KIB}`);
    } catch (error) {
      this.#sqlite.close();
      throw error;
    }
  }

  get isInTransaction(): boolean {
    return this.#sqlite.isTransaction;
  }

  exec(sql: string): void {
    this.#sqlite.exec(sql);
  }

  /** Compiled anew at each call. */
  compile(sql: string): StatementSync {
    return this.#sqlite.prepare(sql);
  }

  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#sqlite.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  migrate(): void {
    const version = (): number => Number(this.compile('PRAGMA user_version').get()?.['user_version'] ?? 0);
    const has = version();
    if (has > MIGRATIONS.length) {
      throw new Error(
        `the data was written by a newer version (schema ${has}, this one knows ${MIGRATIONS.length}): start that one, or set SEKISHO_DATA to another folder.`,
      );
    }
    if (has === MIGRATIONS.length) return;
    this.exec('BEGIN IMMEDIATE');
    try {
      // Another process may have migrated while this one waited for the lock.
      for (const sql of MIGRATIONS.slice(version())) this.exec(sql);
      this.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
    } catch (error) {
      if (this.isInTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }
}

/**
 * For its owner alone, also in a folder that others may read; SQLite gives its log the same mode. One that is there is not opened: who
 * closes it lets go of all locks that this process has on it (POSIX), and another that comes and goes, such as an older sqlite3 for a
 * backup, would take itself for the last and delete the log that is written to.
 */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'ax', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    accessSync(file, constants.R_OK | constants.W_OK);
  }
}

const primaryCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null;

export const isBusy = (error: unknown): boolean => primaryCode(error) === SQLITE_BUSY;

export const isBroken = (error: unknown): boolean => BROKEN.includes(primaryCode(error) ?? 0);
