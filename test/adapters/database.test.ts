import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Worker } from 'node:worker_threads';
import { DATABASE_FILE, Database } from '../../server/adapters/embedded/database.ts';
import { APPLICATION_ID } from '../../server/adapters/embedded/refuse-foreign-file.ts';
import { embeddedState } from '../../server/adapters/embedded/state.ts';
import { startWriterThread } from '../../server/adapters/embedded/writer.ts';
import { RecordsAway, StateAway } from '../../server/errors.ts';
import { LIMITS } from '../../server/limits.ts';
import { commitOf, loadFrom, SITE } from '../contract/state-under-test.ts';
import { SWEEP_LIMITS } from '../contract/sweep-contract.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';

const WITHIN_MS = 5000;
const ATTEMPT = { kind: 'count', name: 'attempts', by: 1 } as const;
const ACCOUNT = { type: 'account', key: 'acc_1' } as const;

const isAway = (reason: StateAway['reason']) => (error: unknown) =>
  error instanceof StateAway && error.reason === reason;

describe('embedded database', () => {
  const close = closing();
  let folder: string;
  beforeEach(() => {
    const made = mkdtempSync(join(tmpdir(), 'sekisho-db-'));
    close(async () => rmSync(made, { recursive: true }));
    folder = made;
  });

  const open = (busyMs = 500, start = startWriterThread) => {
    const db = new Database(folder, busyMs, start);
    close(() => db.close());
    return { db, state: embeddedState(db, SWEEP_LIMITS) };
  };
  const otherConnection = (): DatabaseSync => {
    const other = new DatabaseSync(join(folder, DATABASE_FILE));
    close(async () => other.close());
    return other;
  };
  const change = (state: ReturnType<typeof embeddedState>, withinMs = WITHIN_MS) => {
    const changes = [{ subject: ACCOUNT, changes: [ATTEMPT] }];
    return state.change({ siteId: SITE, now: 1, changes, idempotency: null }, withinMs);
  };
  const attempts = async (state: ReturnType<typeof embeddedState>) =>
    (await loadFrom({ state }, { now: 1, subjects: [ACCOUNT] })).subjects[0]?.counters['attempts']?.['5m'] ?? 0;

  it('makes a file that its owner alone may read', () => {
    open();
    assert.equal(statSync(join(folder, DATABASE_FILE)).mode & 0o777, 0o600);
  });

  it('holds its lock against other processes, however many of its threads opened the file', async function () {
    if (process.platform !== 'linux') this.skip();
    const { state } = open();
    await change(state);
    const inode = String(statSync(join(folder, DATABASE_FILE)).ino);
    const locks = readFileSync('/proc/locks', 'utf8')
      .split('\n')
      .map(it => it.trim().split(/\s+/))
      .filter(it => it[4] === String(process.pid) && it[5]?.split(':')[2] === inode);
    assert.deepEqual(
      locks.map(it => it[3]),
      ['READ'],
    );
  });

  it('resolves a write when another connection can see it', async () => {
    const { state } = open();
    await change(state);
    assert.equal(otherConnection().prepare('SELECT count(*) AS n FROM subjects').get()?.['n'], 1);
  });

  it('reads what another process wrote a moment before', async () => {
    const [here, there] = [open(), open()];
    for (let n = 1; n <= 20; n++) {
      await change(here.state);
      assert.equal(await attempts(there.state), n);
    }
  });

  it('writes what still waits before it closes, and takes nothing after', async () => {
    const { db, state } = open();
    const writes = [change(state), change(state)];
    await db.close();
    await Promise.all(writes);
    await assert.rejects(change(state), isAway('unreachable'));
    assert.equal(await attempts(open().state), 2);
  });

  it('opens again what it made, and refuses what a newer version made', async () => {
    await open().db.close();
    await open().db.close();
    otherConnection().exec('PRAGMA user_version = 999');
    assert.throws(() => new Database(folder, 100), /newer version .*: start that one, or set SEKISHO_DATA/);
  });

  describe('finds a file that it did not make, and', () => {
    const DEVELOPMENT = 'CREATE TABLE accounts (ref TEXT); CREATE TABLE screenings (id TEXT); PRAGMA user_version = 1';
    const refused = (sql: string, says: RegExp): void => {
      otherConnection().exec(sql);
      const before = readFileSync(join(folder, DATABASE_FILE));
      assert.throws(() => new Database(folder, 100), { message: says });
      assert.ok(before.equals(readFileSync(join(folder, DATABASE_FILE))), 'the file is as it was');
    };

    it('says that an unreleased version wrote it, and what to do', () => {
      const says = /sekisho\.db was made by an unreleased version .*: set SEKISHO_DATA to another folder, or move this/;
      refused(DEVELOPMENT, says);
    });

    it('says that it is another program’s, whether that marked it or not', () => {
      const says = /sekisho\.db is the database of another program: set SEKISHO_DATA to another folder, or move this/;
      refused('CREATE TABLE notes (text TEXT)', says);
      refused('PRAGMA application_id = 252006675', says);
      refused(`DROP TABLE notes; ${DEVELOPMENT}`, says);
    });

    it('says so of one without tables that counts versions', () => {
      refused('PRAGMA user_version = 1', /is the database of another program/);
    });

    it('takes an empty one for its own, with the pages it wants', async () => {
      otherConnection();
      await open().db.close();
      const made = otherConnection();
      assert.deepEqual({ ...made.prepare('PRAGMA page_size').get() }, { page_size: 8192 });
      assert.deepEqual({ ...made.prepare('PRAGMA application_id').get() }, { application_id: APPLICATION_ID });
    });
  });

  it("goes on reading, and its process goes on, while another process holds the file's lock", async () => {
    const { state } = open(10_000);
    await change(state);
    const other = otherConnection();
    other.exec('BEGIN IMMEDIATE');
    const waiting = change(state);
    let longestMs = 0;
    for (let n = 0; n < 100; n++) {
      const before = performance.now();
      assert.equal(await attempts(state), 1);
      await new Promise(setImmediate);
      longestMs = Math.max(longestMs, performance.now() - before);
    }
    // A turn that waited for the lock would take all of its ten seconds.
    assert.ok(longestMs < 5000, `a turn took ${longestMs} ms`);
    other.exec('ROLLBACK');
    await waiting;
    assert.equal(await attempts(state), 2);
  });

  it('drops a job whose time was over before it began', async () => {
    const { state } = open(10_000);
    const other = otherConnection();
    other.exec('BEGIN IMMEDIATE');
    const commit = commitOf({ changes: [{ subject: ACCOUNT, changes: [ATTEMPT] }] });
    const patient = change(state);
    await assert.rejects(state.commit(commit, 50), isAway('timed-out'));
    other.exec('ROLLBACK');
    await patient;
    assert.equal(await attempts(state), 1);
    assert.equal(other.prepare('SELECT count(*) AS n FROM screenings').get()?.['n'], 0);
  });

  it('gives up, whatever time is left, when another process keeps the lock', async () => {
    const { db, state } = open(50);
    const other = otherConnection();
    other.exec('BEGIN IMMEDIATE');
    await assert.rejects(change(state, 60_000), isAway('timed-out'));
    await assert.rejects(db.writeStatements([{ sql: 'DELETE FROM nonces', parameters: [] }]), RecordsAway);
    other.exec('ROLLBACK');
    await change(state);
  });

  it('runs statements that belong together whole or not at all', async () => {
    const { db } = open();
    const add = (name: string) => ({ sql: 'INSERT INTO revisions (name, value) VALUES (?, 1)', parameters: [name] });
    assert.deepEqual(await db.writeStatements([add('a'), add('b')]), [1, 1]);
    await assert.rejects(db.writeStatements([add('c'), add('a')]), /UNIQUE/);
    const names = db.compileRead('SELECT name FROM revisions ORDER BY name').all();
    assert.deepEqual(
      names.map(it => it['name']),
      ['a', 'b', 'lists', 'sites'],
    );
  });

  it('leaves nothing of what was deleted in the file or its log once that is folded', async () => {
    const { db, state } = open();
    const traces = (): number[] => {
      const files = [DATABASE_FILE, `${DATABASE_FILE}-wal`].map(it => readFileSync(join(folder, it)));
      return files.map(it => it.indexOf('a-secret-member'));
    };
    const login = { kind: 'add', list: 'logins', member: 'a-secret-member' } as const;
    const changes = [{ subject: ACCOUNT, changes: [login] }];
    await state.change({ siteId: SITE, now: 1, changes, idempotency: null }, WITHIN_MS);
    assert.notDeepEqual(traces(), [-1, -1]);
    await state.erase({ siteId: SITE, subjects: [ACCOUNT], reportIds: [], idempotencyKeys: [] });
    await db.foldLog();
    assert.deepEqual(traces(), [-1, -1]);
  });

  describe('when its thread dies', () => {
    it('rejects what was not answered, starts it again, and has all that was', async () => {
      const threads: Worker[] = [];
      const { state } = open(10_000, start => {
        const thread = startWriterThread(start);
        threads.push(thread);
        return thread;
      });
      await change(state);
      const other = otherConnection();
      other.exec('BEGIN IMMEDIATE');
      const cut = [change(state), state.check(WITHIN_MS), state.sweep(1)];
      await threads[0]?.terminate();
      for (const it of await Promise.allSettled(cut)) {
        assert.ok(it.status === 'rejected' && isAway('unreachable')(it.reason));
      }
      other.exec('ROLLBACK');
      assert.equal(await attempts(state), 1);
      await eventually('it writes again', async () => {
        try {
          await change(state);
          return true;
        } catch (error) {
          assert.ok(isAway('unreachable')(error));
          return false;
        }
      });
      assert.equal(await attempts(state), 2);
      assert.equal(threads.length, 2);
    });

    it('rejects at once while it rests, longer from time to time', async () => {
      const startedAt: number[] = [];
      const { state } = open(500, start => {
        startedAt.push(performance.now());
        // It cannot open a folder as its file.
        return startWriterThread({ ...start, file: folder });
      });
      await eventually('three starts', () => startedAt.length >= 3, { withinMs: 5000 });
      const [first = 0, second = 0, third = 0] = startedAt;
      assert.ok(second - first >= LIMITS.writerAgainMs - 1);
      assert.ok(third - second >= 2 * LIMITS.writerAgainMs - 1);
      await assert.rejects(change(state), isAway('unreachable'));
    });
  });

  it('refuses more than may wait', async () => {
    const { state } = open();
    const all = Array.from({ length: LIMITS.writesWaitingMax + 1 }, () => change(state));
    const answers = await Promise.allSettled(all);
    const refused = answers.filter(it => it.status === 'rejected');
    assert.equal(refused.length, 1);
    assert.ok(isAway('full')(refused[0]?.reason));
    assert.equal(await attempts(state), LIMITS.writesWaitingMax);
  });
});
