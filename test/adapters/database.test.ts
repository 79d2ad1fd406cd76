import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASE_FILE, Database } from '../../server/adapters/embedded/database.ts';

describe('embedded database', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-db-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('resolves a write when another connection can see it', async () => {
    const db = new Database(folder, 100);
    await db.write(() => db.prepare("INSERT INTO nonces (id, expires_at) VALUES ('n', 1)").run());
    const other = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true });
    assert.equal(other.prepare('SELECT count(*) AS n FROM nonces').get()?.['n'], 1);
    other.close();
    db.close();
  });

  it('writes what still waits before it closes', async () => {
    const db = new Database(folder, 100);
    const written = db.write(() => db.prepare("INSERT INTO nonces (id, expires_at) VALUES ('n', 1)").run());
    db.close();
    await written;
    const again = new Database(folder, 100);
    assert.equal(again.prepare('SELECT count(*) AS n FROM nonces').get()?.['n'], 1);
    again.close();
  });

  it('rejects every write of a turn whose transaction fails, and goes on afterwards', async () => {
    const db = new Database(folder, 10);
    const other = new DatabaseSync(join(folder, DATABASE_FILE));
    other.exec('BEGIN IMMEDIATE');
    const add = (id: string) => db.write(() => db.prepare('INSERT INTO nonces (id, expires_at) VALUES (?, 1)').run(id));
    const answers = await Promise.allSettled([add('a'), add('b')]);
    assert.deepEqual(
      answers.map(it => it.status),
      ['rejected', 'rejected'],
    );
    other.exec('ROLLBACK');
    other.close();
    await add('c');
    assert.deepEqual(
      db
        .prepare('SELECT id FROM nonces')
        .all()
        .map(it => it['id']),
      ['c'],
    );
    db.close();
  });

  it('opens again what it made, and refuses what a newer version made', () => {
    new Database(folder, 100).close();
    new Database(folder, 100).close();
    const raw = new DatabaseSync(join(folder, DATABASE_FILE));
    raw.exec('PRAGMA user_version = 999');
    raw.close();
    assert.throws(() => new Database(folder, 100), /newer version/);
  });
});
