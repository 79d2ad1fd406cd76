import { join } from 'node:path';
import type { StatementSync } from 'node:sqlite';
import type { MessagePort, Worker } from 'node:worker_threads';
import { RecordsAway, StateAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { Connection } from './connection.ts';
import type { EmbeddedSql, Statement } from './dialect.ts';
import type { WriteJob } from './write-job.ts';
import { startWriterThread, Writer } from './writer.ts';

export const DATABASE_FILE = 'sekisho.db';

const FOLD_TRIES_MAX = 20;

/**
 * One SQLite file. The main thread reads it, at once and without waiting for anybody (a snapshot of the write-ahead log: all that was
 * resolved before is in it); a thread of its own writes, many jobs in one transaction.
 */
export class Database implements EmbeddedSql {
  readonly #reader: Connection;
  readonly #writer: Writer;
  #closed: Promise<void> | null = null;

  /** @param busyMs how long other processes' locks are waited for: here while it is opened, in the thread at each write. */
  constructor(folder: string, busyMs: number, startThread: typeof startWriterThread = startWriterThread) {
    const file = join(folder, DATABASE_FILE);
    this.#reader = new Connection(file, busyMs);
    try {
      this.#reader.migrate();
      // From here on nothing waits inside SQLite: that would stop the event loop.
      this.#reader.exec('PRAGMA busy_timeout = 0; PRAGMA query_only = ON');
      this.#writer = new Writer((port: MessagePort): Worker => startThread({ file, busyMs, port }));
    } catch (error) {
      this.#reader.close();
      throw error;
    }
  }

  /** A reading statement, compiled once for each text. */
  prepare(sql: string): StatementSync {
    return this.#reader.prepare(sql);
  }

  compileRead(sql: string): StatementSync {
    return this.#reader.compile(sql);
  }

  /** Resolves once it is on disk, with the rows it touched; rejects with StateAway where it is not within `withinMs`. */
  write(job: WriteJob, withinMs: number): Promise<readonly number[]> {
    return this.#writer.send(job, withinMs);
  }

  async writeStatements(statements: readonly Statement[]): Promise<readonly number[]> {
    try {
      return await this.write({ kind: 'statements', statements }, LIMITS.changeMsMax);
    } catch (error) {
      throw error instanceof StateAway ? new RecordsAway({ cause: error }) : error;
    }
  }

  async foldLog(): Promise<void> {
    for (let tries = 0; tries < FOLD_TRIES_MAX; tries++) {
      const [isFolded] = await this.write({ kind: 'fold-log' }, LIMITS.stateBackgroundMsMax);
      if (isFolded === 1) return;
    }
    throw new RecordsAway({ cause: 'another process reads or writes without a pause' });
  }

  /** What was asked before is written first. */
  close(): Promise<void> {
    this.#closed ??= this.#writer.close().then(() => this.#reader.close());
    return this.#closed;
  }
}
