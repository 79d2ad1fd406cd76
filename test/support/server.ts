import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TestServer = {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** Where SEKISHO_ADMIN_PORT was set: its address. */
  readonly adminUrl: string | null;
  readonly dataFolder: string;
  /** What it wrote so far. */
  readonly output: { stdout: string; stderr: string };
  readonly process: ChildProcess;
  /** Ends it gracefully and removes its data; resolves with the exit code. */
  readonly stop: (options?: { keepData?: boolean }) => Promise<number | null>;
  /** `npm run sites`, `keys`, `programs`, `outbox` and `data` on its data: cli('sites', 'add', …); resolves with stdout. */
  readonly cli: (command: 'sites' | 'keys' | 'outbox' | 'programs' | 'data', ...args: string[]) => Promise<string>;
};

const ROOT = join(import.meta.dirname, '../..');
const START_MS_MAX = 30_000;
/** On a busy machine a store answers late, and the failure policy would answer in its place: most tests are of something else. */
const PATIENT = { SEKISHO_STATE_DEADLINE_MS: '5000' };
/** For tests of what is answered while the state is away: it has the time that it has where nothing is said. */
export const AS_SHIPPED = { SEKISHO_STATE_DEADLINE_MS: '150' };

/** The real server in a process of its own, on a free port, with a new data folder (or the one given). `args`: as after `npm start --`. */
export async function startServer(
  options: { env?: Record<string, string>; dataFolder?: string; args?: readonly string[] } = {},
): Promise<TestServer> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'sekisho-test-'));
  const env: Record<string, string> = {
    ...baseEnv(),
    PORT: '0',
    SEKISHO_DATA: dataFolder,
    SEKISHO_LOG: 'warn',
    ...PATIENT,
    ...options.env,
  };
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/start.ts', ...(options.args ?? [])], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', text => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', text => (output.stderr += text));
  const exited = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
  const url = await firstMatch(output, /listening on (http:\S+)/, exited);
  const adminUrl =
    env['SEKISHO_ADMIN_PORT'] === undefined ? null : await firstMatch(output, /admin calls +(http:\S+)\/docs/, exited);
  return {
    url,
    adminUrl,
    dataFolder,
    output,
    process: child,
    stop: async ({ keepData = false } = {}) => {
      child.kill('SIGTERM');
      const code = await exited;
      if (!keepData) rmSync(dataFolder, { recursive: true, force: true });
      return code;
    },
    cli: (command, ...args) => runCli(env, command, args),
  };
}

function baseEnv(): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('SEKISHO_') && name !== 'HOST');
  return Object.fromEntries(own.map(([name, value]) => [name, value ?? '']));
}

async function firstMatch(
  output: { stdout: string; stderr: string },
  pattern: RegExp,
  exited: Promise<number | null>,
): Promise<string> {
  let ended = false;
  exited.then(() => {
    ended = true;
  });
  for (const end = Date.now() + START_MS_MAX; Date.now() < end; ) {
    const found = pattern.exec(output.stdout)?.[1];
    if (found !== undefined) return found;
    if (ended) break;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  throw new Error(`the server did not start:\n${output.stdout}${output.stderr}`);
}

function runCli(env: Record<string, string>, command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', `server/cli/${command}.ts`, ...args], { cwd: ROOT, env });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
    child.once('exit', code => (code === 0 ? resolve(stdout) : reject(new Error(stderr || `exit code ${code}`))));
  });
}
