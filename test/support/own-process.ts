import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A server that a test started: it ends with the test's process, however that ends. */
export type OwnProcess = {
  readonly child: ChildProcess;
  readonly isAlive: () => boolean;
  /** Asks it to end (SIGTERM unless told), makes it end when it does not; resolves when it is gone. */
  readonly end: (signal?: NodeJS.Signals) => Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** What it wrote. */
  readonly output: () => string;
};

/** What this process does when it ends, however it does; without waiting. */
export const atExit = new Set<() => void>();
process.once('exit', () => {
  for (const job of atExit) job();
});

const END_MS_MAX = 15_000;
const READY_MS_MAX = 30_000;
const POLL_MS = 20;
/** Of util-linux: lets the kernel end the child when this process dies, also by SIGKILL, and changes the user without a shell. */
const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find(existsSync) ?? null;

/** @param as the user it runs as, where this process is root's. @param dying the signal it gets when this process dies. */
export function ownProcess(
  program: string,
  args: readonly string[],
  { folder, as = null, dying = 'KILL' }: { folder: string; as?: string | null; dying?: 'KILL' | 'QUIT' },
): OwnProcess {
  const [file, ...all] = commandLine(program, args, as, dying);
  const log = join(folder, 'output.log');
  const out = openSync(log, 'a');
  const child = spawn(file, all, { stdio: ['ignore', out, out], cwd: folder });
  closeSync(out);
  const ended = once(child, 'exit').catch(() => []);
  // A suite that forgot it does not keep the test run from ending.
  child.unref();
  const isAlive = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const signal = (it: NodeJS.Signals) => {
    if (isAlive()) child.kill(it);
  };
  const last = () => {
    signal(dying === 'KILL' ? 'SIGKILL' : 'SIGQUIT');
    // A frozen one hears nothing else.
    signal('SIGCONT');
  };
  atExit.add(last);
  ended.then(() => atExit.delete(last));
  return {
    child,
    isAlive,
    signal,
    output: () => readFileSync(log, 'utf8'),
    end: async (by = 'SIGTERM') => {
      if (!isAlive()) return;
      child.ref();
      signal('SIGCONT');
      signal(by);
      await Promise.race([ended, pause(END_MS_MAX, undefined, { ref: false })]);
      if (!isAlive()) return;
      signal('SIGKILL');
      await ended;
    },
  };
}

function commandLine(
  program: string,
  args: readonly string[],
  as: string | null,
  dying: string,
): [string, ...string[]] {
  if (SETPRIV !== null) {
    const user = as === null ? [] : ['--reuid', as, '--regid', as, '--init-groups'];
    return [SETPRIV, ...user, '--pdeathsig', dying, '--', program, ...args];
  }
  if (as !== null)
    throw new Error(`this machine has no setpriv (apt-get install util-linux) to run ${program} as ${as}`);
  return [program, ...args];
}

/** Until `isReady` says so; throws with what the process wrote where it ends before, or takes too long. */
export async function whenReady(what: string, it: OwnProcess, isReady: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + READY_MS_MAX; performance.now() < end; ) {
    if (!it.isAlive()) throw new Error(`${what} ended before it was ready:\n${it.output()}`);
    if (await isReady().catch(() => false)) return;
    await pause(POLL_MS);
  }
  throw new Error(`${what} was not ready within ${READY_MS_MAX} ms:\n${it.output()}`);
}

/** Processes that this one started and that still run, the oldest first; from Linux's own list. */
export const childrenOf = (pid: number): readonly number[] =>
  readdirSync('/proc')
    .filter(it => /^\d+$/.test(it) && parentOf(it) === pid)
    .map(Number)
    .sort((a, b) => a - b);

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold anything, in brackets: state, parent.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : Number(parent);
  } catch {
    return null;
  }
}
