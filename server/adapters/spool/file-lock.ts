import { closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * A lock that ends with the process that holds it, however that ends; it does not depend on process ids, which containers that
 * share a folder have in common. Node has no lock on files of its own: SQLite has, and has had it tested for decades.
 */
export class FileLock {
  readonly #file: string;
  readonly #sqlite: DatabaseSync;

  private constructor(file: string, sqlite: DatabaseSync) {
    this.#file = file;
    this.#sqlite = sqlite;
  }

  /** null: another holds it. Throws where the folder cannot be written. */
  static take(file: string): FileLock | null {
    makeFile(file);
    const sqlite = new DatabaseSync(file, { timeout: 0 });
    try {
      sqlite.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      return new FileLock(file, sqlite);
    } catch (error) {
      sqlite.close();
      if (error instanceof Error && Reflect.get(error, 'errcode') === SQLITE_BUSY) return null;
      throw error;
    }
  }

  /** Its file goes with it. */
  release(): void {
    rmSync(this.#file, { force: true });
    this.#sqlite.close();
  }
}

/** For its owner alone. One that is there is not even opened: a process that closes a file loses all its locks on it (POSIX). */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'EEXIST') throw error;
  }
}
