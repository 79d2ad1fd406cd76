import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Connection } from '../../server/adapters/embedded/connection.ts';
import { GroupCommit } from '../../server/adapters/embedded/group-commit.ts';
import { type LogCopier, logCopier } from '../../server/adapters/embedded/log-copier.ts';
import { monotonicMs, type PostedJob, type WriteJob } from '../../server/adapters/embedded/write-job.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';

describe('group commit', () => {
  const close = closing();
  let file: string;
  let on: Connection;
  let commits: GroupCommit;
  let copier: LogCopier;
  let other: Connection;
  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-commit-'));
    close(async () => rmSync(folder, { recursive: true }));
    file = join(folder, 'db');
    const [writing, reading] = [new Connection(file, 0), new Connection(file, 0)];
    close(async () => {
      writing.close();
      reading.close();
    });
    writing.migrate();
    [on, other] = [writing, reading];
    copier = logCopier(file);
    close(async () => copier.close());
    commits = new GroupCommit(on, 50, copier);
  });

  const add = (...names: string[]): WriteJob => ({
    kind: 'statements',
    statements: names.map(name => ({ sql: 'INSERT INTO nonces (id, expires_at) VALUES (?, 1)', parameters: [name] })),
  });
  const posted = (jobs: readonly WriteJob[], until = Number.POSITIVE_INFINITY): PostedJob[] =>
    jobs.map((job, n) => ({ n, until, job }));
  const names = () =>
    other
      .prepare('SELECT id FROM nonces ORDER BY id')
      .all()
      .map(it => it['id']);
  const version = () => Number(other.prepare('PRAGMA data_version').get()?.['data_version']);

  it('runs all that waits in one transaction', () => {
    const before = version();
    const answers = commits.run(posted([add('a'), add('b', 'c'), { kind: 'check' }]));
    assert.deepEqual(answers, [
      { n: 0, rows: [1] },
      { n: 1, rows: [1, 1] },
      { n: 2, rows: [1] },
    ]);
    assert.equal(version(), before + 1);
    assert.deepEqual(names(), ['a', 'b', 'c']);
  });

  it('fails a job that is wrong, whole, and no other', () => {
    const answers = commits.run(posted([add('a'), add('b', 'a'), add('c')]));
    assert.deepEqual(answers[0], { n: 0, rows: [1] });
    assert.deepEqual(answers[1], { n: 1, failed: { reason: null, message: 'UNIQUE constraint failed: nonces.id' } });
    assert.deepEqual(answers[2], { n: 2, rows: [1] });
    assert.deepEqual(names(), ['a', 'c']);
    assert.deepEqual(commits.run(posted([add('d')])), [{ n: 0, rows: [1] }]);
  });

  it('drops what is late, and runs the others', () => {
    const jobs = [...posted([add('late')], monotonicMs() - 1), { n: 1, until: monotonicMs() + 5000, job: add('a') }];
    const [late, done] = commits.run(jobs);
    assert.ok(late !== undefined && 'failed' in late && late.failed.reason === 'timed-out');
    assert.deepEqual(done, { n: 1, rows: [1] });
    assert.deepEqual(names(), ['a']);
  });

  it('waits for a lock no longer than it may, and fails all that waited', () => {
    other.exec('BEGIN IMMEDIATE');
    const began = monotonicMs();
    const answers = commits.run(posted([add('a'), add('b')]));
    const tookMs = monotonicMs() - began;
    assert.ok(tookMs >= 50 && tookMs < 10_000, `${tookMs} ms`);
    assert.ok(answers.every(it => 'failed' in it && it.failed.reason === 'timed-out'));
    other.exec('ROLLBACK');
    assert.deepEqual(names(), []);
  });

  it('says that the store failed where the file takes nothing more, once for all that waited, and goes on when it does', () => {
    const pages = Number(on.prepare('PRAGMA page_count').get()?.['page_count']);
    on.exec(`PRAGMA max_page_count = ${pages}`);
    const large = (name: string): WriteJob => ({
      kind: 'report',
      id: name,
      siteId: 's',
      createdAt: 1,
      body: 'x'.repeat(20_000),
      nonce: { id: name, expiresAt: 1 },
    });
    const answers = commits.run(posted([add('a'), large('b'), add('c')]));
    assert.deepEqual(
      answers.map(it => 'failed' in it && it.failed),
      Array.from({ length: 3 }, () => ({ reason: 'failed', message: 'database or disk is full' })),
    );
    assert.deepEqual(names(), []);
    on.exec(`PRAGMA max_page_count = ${pages + 100}`);
    assert.deepEqual(commits.run(posted([large('b')])), [{ n: 0, rows: [1] }]);
    assert.deepEqual(names(), ['b']);
  });

  it('reads a subject once and writes it once, however many jobs of a transaction change it, and erases it between', () => {
    const subject = { type: 'address', key: 'a' } as const;
    const attempt = (by: number): WriteJob => ({
      kind: 'change',
      aside: {
        siteId: 's',
        now: 1,
        changes: [{ subject, changes: [{ kind: 'count', name: 'failures', by }] }],
        idempotency: null,
      },
    });
    const erase: WriteJob = {
      kind: 'erase',
      erasure: { siteId: 's', subjects: [subject], reportIds: [], idempotencyKeys: [] },
    };
    const bodies = () =>
      other
        .prepare('SELECT body FROM subjects')
        .all()
        .map(it => JSON.parse(String(it['body']))[2].failures);
    commits.run(posted([attempt(1), attempt(2)]));
    assert.deepEqual(bodies(), [[0, 3]]);
    commits.run(posted([attempt(4), erase, attempt(8)]));
    assert.deepEqual(bodies(), [[0, 8]]);
    commits.run(posted([attempt(1), erase]));
    assert.deepEqual(bodies(), []);
    // One that is wrong makes each run by itself: what was held of the others is not counted twice.
    commits.run(posted([attempt(1), add('x', 'x'), attempt(2)]));
    assert.deepEqual(bodies(), [[0, 3]]);
  });

  describe('with a long log', () => {
    const MIB = 1024 * 1024;
    const logMib = () => statSync(`${file}-wal`).size / MIB;
    let n = 0;
    beforeEach(() => {
      n = 0;
    });
    const writeOne = (): void => {
      n++;
      const id = String(n);
      const nonce = { id, expiresAt: 1 };
      commits.run(posted([{ kind: 'report', id, siteId: 's', createdAt: 1, body: 'x'.repeat(MIB), nonce }]));
      commits.keepLogShort();
    };
    const write = async (mib: number): Promise<void> => {
      for (let i = 0; i < mib; i++) {
        writeOne();
        await eventually('the log is copied', () => !copier.isCopying);
      }
    };

    it('keeps it short, and cuts it when those who kept it long have gone', async () => {
      await write(40);
      assert.ok(logMib() < 20, `${logMib()} MiB`);
      other.exec('BEGIN; SELECT count(*) FROM nonces');
      await write(66);
      assert.ok(logMib() > 60, `${logMib()} MiB`);
      other.exec('COMMIT');
      await eventually('the log is cut', () => {
        commits.run(posted([{ kind: 'check' }]));
        commits.keepLogShort();
        return logMib() <= 32;
      });
      assert.equal(names().length, n);
    });

    it('writes on while it is copied', async () => {
      while (!copier.isCopying) writeOne();
      const before = names().length;
      // Its answer comes with the event loop, which is not left here.
      for (let i = 0; i < 3; i++) writeOne();
      assert.ok(copier.isCopying);
      assert.equal(names().length, before + 3);
      await eventually('the log is copied', () => !copier.isCopying);
      writeOne();
      assert.ok(logMib() < 24, `${logMib()} MiB`);
    });

    it('keeps it short also where the thread that copies has ended', async () => {
      const dying = logCopier(file, () => new Worker('process.exit(1)', { eval: true }));
      close(async () => dying.close());
      commits = new GroupCommit(on, 50, dying);
      copier = dying;
      await write(40);
      assert.ok(logMib() < 20, `${logMib()} MiB`);
    });
  });

  it('folds the log only where nobody reads it', () => {
    commits.run(posted([add('a')]));
    other.exec('BEGIN; SELECT count(*) FROM nonces');
    commits.run(posted([add('b')]));
    const fold = posted([{ kind: 'fold-log' }]);
    assert.deepEqual(commits.run(fold), [{ n: 0, rows: [0] }]);
    other.exec('COMMIT');
    assert.deepEqual(commits.run(fold), [{ n: 0, rows: [1] }]);
  });
});
