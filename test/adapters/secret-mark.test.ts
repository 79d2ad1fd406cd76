import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../server/adapters/embedded/database.ts';
import { sqliteStore } from '../../server/adapters/embedded/dialect.ts';
import { isOurSecret } from '../../server/adapters/sql/secret-mark.ts';

describe('adapters: the secret a store was made with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-mark-'));
  let db: Database;
  let folders = 0;
  const ask = (...references: string[]) => isOurSecret(sqliteStore(db), references);

  beforeEach(() => {
    db = new Database(join(folder, String(folders++)), 1000);
  });
  afterEach(() => db.close());
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is the first one that came', async () => {
    assert.deepEqual([await ask('a'), await ask('a'), await ask('b'), await ask('a')], [true, true, false, true]);
  });

  it('is one, of those that come at the same time', async () => {
    const both = await Promise.all([ask('a'), ask('b')]);
    assert.equal(both.filter(it => it).length, 1);
  });

  it('changes to a new one that comes with the old one behind it; the old one alone is another from then on', async () => {
    assert.equal(await ask('old'), true);
    assert.equal(await ask('new', 'old'), true);
    assert.equal(await ask('old'), false);
    assert.equal(await ask('new'), true);
  });

  it('lets machines that know both go on while they are changed one by one', async () => {
    await ask('old');
    for (const known of [
      ['old', 'new'],
      ['new', 'old'],
      ['old', 'new'],
      ['new', 'old'],
    ])
      assert.equal(await ask(...known), true);
    assert.equal(await ask('new'), true);
  });
});
