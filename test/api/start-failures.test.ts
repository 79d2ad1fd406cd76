import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { APPLICATION_ID } from '../../server/adapters/embedded/refuse-foreign-file.ts';
import { LIMITS } from '../../server/limits.ts';
import { closing } from '../support/closing.ts';
import { freePort } from '../support/free-port.ts';
import { needs } from '../support/parts.ts';
import { sharedPostgres } from '../support/postgres-server.ts';
import { sharedRedis } from '../support/redis-server.ts';
import { startServer } from '../support/server.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('api: a start that cannot be', function () {
  this.timeout(30_000);
  const close = closing();
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-start-'));
  close(async () => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);

  /** Starts, expects it to end by itself, and hands out its lines. */
  async function linesOf(env: Record<string, string>, ...args: string[]): Promise<readonly string[]> {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('SEKISHO_') && name !== 'HOST');
    const child: ChildProcess = spawn(process.execPath, ['scripts/run.mjs', 'scripts/start.ts', ...args], {
      cwd: ROOT,
      env: { ...Object.fromEntries(own), PORT: '0', SEKISHO_DATA: path('data'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    // What was built is said on stdout, where it may.
    child.stdout?.resume();
    child.stderr?.setEncoding('utf8').on('data', text => (output += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), 25_000);
    const code = await new Promise(resolve => child.once('close', resolve));
    clearTimeout(timer);
    assert.equal(code, 1, `exit code of: ${output}`);
    assert.ok(!output.includes('canary'), 'no value is shown: some are secrets');
    return output.trim().split('\n');
  }

  async function assertOneLine(env: Record<string, string>, says: RegExp, ...args: string[]): Promise<void> {
    const lines = await linesOf(env, ...args);
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0] ?? '', /^sekisho cannot start: /);
    assert.match(lines[0] ?? '', says);
  }

  it('says every wrong setting at once, and what it should be', async () => {
    const lines = await linesOf({
      PORT: '70000',
      HOST: 'not a host',
      SEKISHO_SECRET: 'canary-short',
      SEKISHO_TRUST_PROXY: 'everyone',
      SEKISHO_PUBLIC_PATH: 's',
      SEKISHO_ADMIN_PORT: 'high',
      SEKISHO_DEMO: 'maybe',
      SEKISHO_LOG: 'loud',
      SEKISHO_REDIS_URL: 'http://user:canary-password@h',
      SEKISHO_POSTGRES_URL: 'postgres://user:canary-password@h',
      SEKISHO_STATE_DEADLINE_MS: 'canary',
      SEKISHO_WORKERS: '65',
      SEKISHO_ADMINPORT: 'canary',
    });
    const names = lines.map(it => /^sekisho cannot start: ([A-Z_]+) (must be|is no setting)/.exec(it)?.[1]);
    const expected = [
      'SEKISHO_WORKERS',
      'PORT',
      'HOST',
      'SEKISHO_SECRET',
      'SEKISHO_TRUST_PROXY',
      'SEKISHO_PUBLIC_PATH',
      'SEKISHO_ADMIN_PORT',
      'SEKISHO_DEMO',
      'SEKISHO_LOG',
      'SEKISHO_REDIS_URL',
      'SEKISHO_POSTGRES_URL',
      'SEKISHO_STATE_DEADLINE_MS',
      'SEKISHO_ADMINPORT',
    ];
    assert.deepEqual(names, expected);
    assert.throws(() => statSync(path('data')), 'nothing was made');
  });

  it('refuses the demo, with keys that everyone knows, in production', async () => {
    await assertOneLine(
      { SEKISHO_DEMO: '1', NODE_ENV: 'production' },
      /SEKISHO_DEMO is 1 while NODE_ENV is production/,
    );
  });

  it('refuses one port for two listeners', async () => {
    await assertOneLine({ PORT: '18080', SEKISHO_ADMIN_PORT: '18080' }, /SEKISHO_ADMIN_PORT is the same as PORT/);
  });

  it('says what else was asked of it than it has', async () => {
    await assertOneLine({}, /npm start must be given nothing but --workers N/, '--cluster');
    await assertOneLine({}, /--workers must be a whole number, 1 to 64/, '--workers', '0');
  });

  it('says that a port is in use, of either listener', async () => {
    const taken = createServer();
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve));
    try {
      const address = taken.address();
      const port = typeof address === 'object' ? String(address?.port) : '';
      const says = new RegExp(`port ${port} of 127.0.0.1 is in use: stop what uses it, or set another PORT`);
      await Promise.all([assertOneLine({ PORT: port }, says), assertOneLine({ SEKISHO_ADMIN_PORT: port }, says)]);
      // Of several processes the one that finds it says so, once for all.
      await assertOneLine({ PORT: port }, says, '--workers', '2');
    } finally {
      taken.close();
    }
  });

  it('says that the host is none of this machine', async () => {
    await assertOneLine({ HOST: '192.0.2.1' }, /HOST 192\.0\.2\.1 is not an address of this machine/);
  });

  it('says that the data folder is a file, or lies under one', async () => {
    writeFileSync(path('file'), '');
    const says = /is not a folder: set SEKISHO_DATA/;
    const folders = [path('file'), path('file/below')];
    await Promise.all(folders.map(it => assertOneLine({ SEKISHO_DATA: it }, says)));
  });

  it('says that the database is broken, and leaves it as it is', async () => {
    mkdirSync(path('garbage'));
    const garbage = 'this is no database'.repeat(1000);
    writeFileSync(path('garbage/sekisho.db'), garbage);
    await assertOneLine(
      { SEKISHO_DATA: path('garbage') },
      /database in .* cannot be used \(file is not a database\): restore it/,
    );
    assert.equal(statSync(path('garbage/sekisho.db')).size, garbage.length);
  });

  it('says that the data was written by a newer version', async () => {
    mkdirSync(path('newer'));
    const db = new DatabaseSync(path('newer/sekisho.db'));
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 999`);
    db.close();
    await assertOneLine(
      { SEKISHO_DATA: path('newer') },
      /written by a newer version .*: start that one, or set SEKISHO/,
    );
  });

  it('says that the data was written by an unreleased version, to commands too', async () => {
    mkdirSync(path('unreleased'));
    const db = new DatabaseSync(path('unreleased/sekisho.db'));
    db.exec('CREATE TABLE accounts (ref TEXT); CREATE TABLE screenings (id TEXT); PRAGMA user_version = 1');
    db.close();
    const env = { SEKISHO_DATA: path('unreleased') };
    const says = /unreleased\/sekisho\.db was made by an unreleased version .*: set SEKISHO_DATA to another folder/;
    await Promise.all([
      assertOneLine(env, says),
      assertOneLine(env, says, '--workers', '2'),
      assert.rejects(runCommand('sites', env), says),
    ]);
    assert.deepEqual(readdirSync(path('unreleased')), ['sekisho.db']);
  });

  it('says that the secret is another than the one the data was made with, to commands too', async () => {
    const server = await startServer({ dataFolder: path('sealed') });
    assert.equal(await server.stop({ keepData: true }), 0);
    const [first, second] = ['canary-first-'.padEnd(40, '1'), 'canary-second-'.padEnd(40, '2')];
    const env = { SEKISHO_DATA: path('sealed'), SEKISHO_SECRET: first };
    const says = /SEKISHO_SECRET is not the secret that the store was made with \(.*sekisho\.db\): put back/;
    await assertOneLine(env, says);
    await assert.rejects(runCommand('sites', env), says);
    const own = readFileSync(path('sealed/secret'), 'utf8');
    await runCommand('sites', { ...env, SEKISHO_SECRET: `${first},${own}` });
    await runCommand('sites', { ...env, SEKISHO_SECRET: first });
    await runCommand('sites', { ...env, SEKISHO_SECRET: `${second},${first}` });
    // The file is the oldest of the three by now.
    await assertOneLine({ SEKISHO_DATA: path('sealed') }, /sealed\/secret is not the secret/);
  }).timeout(60_000);

  it('says that the secret was cut short', async () => {
    mkdirSync(path('cut'));
    writeFileSync(path('cut/secret'), 'canary-cut');
    await assertOneLine({ SEKISHO_DATA: path('cut') }, /secret is shorter than 32 bytes/);
  });

  it('says the same to the operator’s commands', async () => {
    const garbled = runCommand('sites', { SEKISHO_DATA: path('garbage') });
    await assert.rejects(garbled, /^Error: the database in .* cannot be used .*\n$/);
  });

  it('makes no store for a command that only asks, and says which store it asked', async () => {
    const env = { SEKISHO_DATA: path('nowhere') };
    const says = /^Error: There is no store in .*nowhere: set SEKISHO_DATA to the gate's, or add a site/;
    await Promise.all([
      assert.rejects(runCommand('sites', env), says),
      assert.rejects(runCommand('keys', env, 'bank', '--scope', 'read'), says),
    ]);
    assert.throws(() => statSync(path('nowhere')), 'nothing was made');
    const added = await runCommand('sites', env, 'add', 'bank', '--origin', 'https://bank.example');
    assert.match(added.stdout, /^bank /);
    assert.equal(added.stderr, `store: ${path('nowhere/sekisho.db')}\n`);
  });

  it('waits for stores that cannot be reached, and then says which, without their passwords', async function () {
    this.timeout(60_000);
    const nobody = await freePort();
    const env = {
      SEKISHO_SECRET: 'canary-secret-'.padEnd(40, '1'),
      SEKISHO_REDIS_URL: `redis://:canary-redis@127.0.0.1:${nobody}`,
      SEKISHO_POSTGRES_URL: `postgres://gate:canary-postgres@127.0.0.1:${nobody}/sekisho`,
    };
    const started = performance.now();
    const lines = await linesOf(env);
    assert.ok(performance.now() - started > 0.9 * LIMITS.storeStartMsMax, 'it tried for a while');
    assert.deepEqual(lines, [
      `sekisho cannot start: PostgreSQL at 127.0.0.1:${nobody}/sekisho cannot be used: connect ECONNREFUSED 127.0.0.1:${nobody}. Start it, or mend SEKISHO_POSTGRES_URL.`,
    ]);
    await assert.rejects(runCommand('sites', env), /^Error: PostgreSQL at [^\n]* Start it, or mend/);
  });

  it('says which of the two stores of a cluster is not there, or is another’s', async function () {
    needs(this, 'redis', 'postgres');
    this.timeout(90_000);
    const [nobody, redis, postgres] = [await freePort(), await sharedRedis(), await sharedPostgres()];
    const env = {
      SEKISHO_SECRET: 'canary-secret-'.padEnd(40, '1'),
      SEKISHO_REDIS_URL: redis.url,
      SEKISHO_POSTGRES_URL: await postgres.createDatabase(),
    };
    await assertOneLine(
      { ...env, SEKISHO_REDIS_URL: `redis://:canary-redis@127.0.0.1:${nobody}` },
      new RegExp(`Redis cannot be used at 127.0.0.1:${nobody}: .*mend SEKISHO_REDIS_URL\\.$`),
    );
    // The command needs PostgreSQL alone: a kill switch works while Redis is away.
    const away = { ...env, SEKISHO_REDIS_URL: `redis://127.0.0.1:${nobody}` };
    const added = await runCommand('sites', away, 'add', 'bank', '--origin', 'https://bank.example');
    assert.match(added.stderr, /^store: Redis at 127\.0\.0\.1:\d+ and PostgreSQL at 127\.0\.0\.1:\d+\/test_\w+\n$/);
    const other = { ...env, SEKISHO_SECRET: 'canary-other-'.padEnd(40, '2') };
    const says = /SEKISHO_SECRET is not the secret that the store was made with \(Redis at .*PostgreSQL at /;
    await assertOneLine(other, says);
    await assert.rejects(runCommand('sites', other), says);
  });

  /** `npm run sites` or `keys`; rejects with what it wrote on stderr. */
  async function runCommand(command: 'sites' | 'keys', env: Record<string, string>, ...args: string[]) {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('SEKISHO_'));
    const child = spawn(process.execPath, ['scripts/run.mjs', `server/cli/${command}.ts`, ...args], {
      cwd: ROOT,
      env: { ...Object.fromEntries(own), ...env },
    });
    const wrote = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', text => (wrote.stdout += text));
    child.stderr.setEncoding('utf8').on('data', text => (wrote.stderr += text));
    const code = await new Promise(resolve => child.once('close', resolve));
    assert.ok(!wrote.stderr.includes('canary'), 'no secret is shown');
    if (code !== 0) throw new Error(wrote.stderr);
    return wrote;
  }
});
