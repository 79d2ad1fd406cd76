import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { closing } from '../support/closing.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('api: a start that cannot be', () => {
  const close = closing();
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-start-'));
  close(async () => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);

  /** Starts, expects it to end by itself, and hands out its lines. */
  async function linesOf(env: Record<string, string>): Promise<readonly string[]> {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('SEKISHO_') && name !== 'HOST');
    const child: ChildProcess = spawn(process.execPath, ['scripts/run.mjs', 'scripts/start.ts'], {
      cwd: ROOT,
      env: { ...Object.fromEntries(own), PORT: '0', SEKISHO_DATA: path('data'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    // What was built is said on stdout, where it may.
    child.stdout?.resume();
    child.stderr?.setEncoding('utf8').on('data', text => (output += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    const code = await new Promise(resolve => child.once('close', resolve));
    clearTimeout(timer);
    assert.equal(code, 1, `exit code of: ${output}`);
    return output.trim().split('\n');
  }

  async function assertOneLine(env: Record<string, string>, says: RegExp): Promise<void> {
    const lines = await linesOf(env);
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
      SEKISHO_REDIS_URL: 'redis://canary-password@h',
      SEKISHO_POSTGRES_URL: 'postgres://h',
    });
    const names = lines.map(it => /^sekisho cannot start: ([A-Z_]+) (must be|is set)/.exec(it)?.[1]);
    const expected = [
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
    ];
    assert.deepEqual(names, expected);
    assert.ok(!lines.join('\n').includes('canary'), 'no value is shown: some are secrets');
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

  it('says that a port is in use, of either listener', async () => {
    const taken = createServer();
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve));
    try {
      const address = taken.address();
      const port = typeof address === 'object' ? String(address?.port) : '';
      const says = new RegExp(`port ${port} of 127.0.0.1 is in use: stop what uses it, or set another PORT`);
      await Promise.all([assertOneLine({ PORT: port }, says), assertOneLine({ SEKISHO_ADMIN_PORT: port }, says)]);
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
    db.exec('PRAGMA user_version = 999');
    db.close();
    await assertOneLine({ SEKISHO_DATA: path('newer') }, /written by a newer version/);
  });

  it('says that the secret was cut short', async () => {
    mkdirSync(path('cut'));
    writeFileSync(path('cut/secret'), 'canary-cut');
    await assertOneLine({ SEKISHO_DATA: path('cut') }, /secret is shorter than 32 bytes/);
  });

  it('says the same to the operator’s commands', async () => {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'server/cli/sites.ts'], {
      cwd: ROOT,
      env: { ...process.env, SEKISHO_DATA: path('garbage') },
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
    assert.equal(await new Promise(resolve => child.once('close', resolve)), 1);
    assert.match(stderr, /^the database in .* cannot be used .*\n$/);
  });
});
