import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { migratePostgres } from '../../../server/adapters/postgres/migrate.ts';
import { MIGRATIONS } from '../../../server/adapters/postgres/migrations.ts';
import { openPostgres } from '../../../server/adapters/postgres/open-postgres.ts';
import { needs } from '../../support/parts.ts';
import { sharedPostgres } from '../../support/postgres-server.ts';
import { askPostgres } from '../../support/postgres-session.ts';

const run = promisify(execFile);
const MODULE = new URL('../../../server/adapters/postgres/open-postgres.ts', import.meta.url).href;
const OPEN = `const { openPostgres } = await import(${JSON.stringify(MODULE)});
  const { sites, close } = await openPostgres(process.argv[1], Date.now());
  console.log(await sites.revision());
  await close();`;

describe('postgres: migrations', () => {
  let url = '';
  before(function () {
    needs(this, 'postgres');
  });
  beforeEach(async () => {
    url = await (await sharedPostgres()).createDatabase();
  });

  it('are done once by processes that start at the same moment', async () => {
    const started = [1, 2, 3].map(() => run(process.execPath, ['--input-type=module', '--eval', OPEN, url]));
    const outputs = await Promise.all(started);
    assert.deepEqual(
      outputs.map(it => it.stdout.trim()),
      ['1', '1', '1'],
    );
    const rows = await askPostgres(url, 'SELECT n FROM migrations ORDER BY n');
    assert.deepEqual(
      rows.map(it => it['n']),
      MIGRATIONS.map((_, n) => n + 1),
    );
  });

  it('refuse a schema that is newer than the program', async () => {
    await migratePostgres(url);
    await askPostgres(url, 'INSERT INTO migrations (n, at) VALUES ($1, now())', [MIGRATIONS.length + 1]);
    await assert.rejects(openPostgres(url, Date.now()), /written by a newer version/);
  });

  it('leave nothing of one that failed', async () => {
    await askPostgres(url, 'CREATE TABLE outcomes (mine TEXT)');
    await assert.rejects(migratePostgres(url), /outcomes/);
    const tables = await askPostgres(url, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
    assert.deepEqual(
      tables.map(it => it['tablename']),
      ['outcomes'],
    );
  });

  it('ask nothing of a user who may not change the schema once they are in', async () => {
    await migratePostgres(url);
    const name = new URL(url).pathname.slice(1);
    await askPostgres(url, `CREATE ROLE reader_${name} LOGIN; GRANT SELECT ON migrations TO reader_${name}`);
    const limited = new URL(url);
    limited.username = `reader_${name}`;
    await migratePostgres(limited.href);
  });

  it('say what is wrong where there is no such database, or nobody answers', async () => {
    const missing = new URL(url);
    missing.pathname = '/nothing_here';
    await assert.rejects(openPostgres(missing.href, Date.now()), /database "nothing_here" does not exist/);
    const closed = new URL(url);
    closed.port = '1';
    await assert.rejects(openPostgres(closed.href, Date.now()), { code: 'ECONNREFUSED' });
  });
});
