import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { atExit, childrenOf, type OwnProcess, ownProcess, whenReady } from './own-process.ts';
import { partPath } from './parts.ts';

export type PostgresServer = {
  /** Of the database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly process: OwnProcess;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
  /** Shuts it down in good order, its data stay. */
  readonly pause: () => Promise<void>;
  /** Starts it again on the same port; ready when it resolves. */
  readonly resume: () => Promise<void>;
  /** kill -9 of the postmaster; `resume` then recovers from its log. */
  readonly kill: () => Promise<void>;
  /** SIGSTOP of the postmaster and of every backend: connections stay open, nothing answers. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** A new empty database; its URL. */
  readonly createDatabase: () => Promise<string>;
};

const INITDB_MS_MAX = 60_000;
const CONNECT_MS_MAX = 5_000;
const run = promisify(execFile);

/**
 * A PostgreSQL cluster of this test's own on 127.0.0.1, as the user `postgres` where this process is root's.
 * @param fsync off is faster, and loses its data only where the machine itself fails.
 */
export async function startPostgres({ fsync = true }: { fsync?: boolean } = {}): Promise<PostgresServer> {
  const as = process.getuid?.() === 0 ? 'postgres' : null;
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  giveTo(as, folder, data);
  const forget = () => rmSync(folder, { recursive: true, force: true });
  atExit.add(forget);
  await initialise(data, as);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const launch = async () => {
    const it = ownProcess(partPath('postgres'), settings(data, port, fsync), { folder, as, dying: 'QUIT' });
    await whenReady('postgres', it, () => query(url, 'SELECT 1').then(() => true));
    return it;
  };
  let server = await launch();
  const everyProcess = (signal: NodeJS.Signals) => {
    const postmaster = server.child.pid;
    if (!server.isAlive() || postmaster === undefined) return;
    server.signal(signal);
    for (const pid of childrenOf(postmaster)) sendSignal(pid, signal);
  };
  return {
    url,
    port,
    get process() {
      return server;
    },
    pause: () => server.end('SIGINT'),
    kill: () => server.end('SIGKILL'),
    resume: async () => {
      if (!server.isAlive()) server = await launch();
    },
    freeze: () => everyProcess('SIGSTOP'),
    thaw: () => everyProcess('SIGCONT'),
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await query(url, `CREATE DATABASE ${name}`);
      return `postgres://postgres@127.0.0.1:${port}/${name}`;
    },
    stop: async () => {
      everyProcess('SIGCONT');
      await server.end('SIGQUIT');
      atExit.delete(forget);
      forget();
    },
  };
}

function settings(data: string, port: number, fsync: boolean): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '64MB',
    fsync: fsync ? 'on' : 'off',
  };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', data, '-p', String(port), ...options];
}

function giveTo(user: string | null, ...folders: string[]): void {
  if (user === null) return;
  const id = Number(execFileSync('id', ['-u', user], { encoding: 'utf8' }));
  for (const folder of folders) chownSync(folder, id, -1);
}

async function initialise(data: string, as: string | null): Promise<void> {
  const initdb = join(dirname(partPath('postgres')), 'initdb');
  const args = ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  const [file, ...all] =
    as === null ? [initdb, ...args] : ['setpriv', '--reuid', as, '--regid', as, '--init-groups', initdb, ...args];
  await run(file ?? initdb, all, { timeout: INITDB_MS_MAX, cwd: data });
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // A backend whose connection just closed.
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS_MAX });
  // A server that goes away is told by the query's own rejection.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end();
  }
}

let shared: Promise<Pick<PostgresServer, 'url' | 'port' | 'createDatabase'>> | null = null;

/** One server for all suites of this run, started when first asked for, gone with the run. A suite takes a database of its own. */
export function sharedPostgres(): Promise<Pick<PostgresServer, 'url' | 'port' | 'createDatabase'>> {
  shared ??= startPostgres({ fsync: false });
  return shared;
}
