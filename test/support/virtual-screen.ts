import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { partPath } from './parts.ts';

export const SCREEN = { width: 1400, height: 1000 } as const;

/** What hands do to mouse and keyboard, in xdotool's words (`mousemove 10 20`, `keydown a`), at a time from the start. */
export type HandEvent = { atMs: number; does: string };

export type VirtualScreen = {
  /** Of its X server. */
  pid: number;
  /** Environment of the programs that shall show on this screen. */
  env: NodeJS.ProcessEnv;
  /** Plays the events in their own time; answers when the last one was done. */
  play(events: readonly HandEvent[]): Promise<void>;
  /** Titles of the windows that can be seen. */
  titles(): Promise<string[]>;
  /** There is no window manager, so nothing gives a new window the keyboard: a person's look at it does. */
  focus(title: RegExp): Promise<void>;
  close(): Promise<void>;
};

const run = promisify(execFile);
const XDOTOOL_TIMEOUT_MS = 5_000;

/** An X server of our own on a free display, and the X server's own input: what the page gets comes from no automation interface. */
export async function virtualScreen(): Promise<VirtualScreen> {
  const size = `${SCREEN.width}x${SCREEN.height}x24`;
  const xvfb = spawn(partPath('xvfb'), ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const kill = () => xvfb.kill('SIGKILL');
  process.once('exit', kill);
  const pipe = xvfb.stdio[3];
  if (pipe === undefined || pipe === null) throw new Error('Xvfb has no pipe to tell its display');
  const display = await Promise.race([
    once(pipe, 'data').then(([told]) => `:${String(told).trim()}`),
    once(xvfb, 'exit').then(([code]) => Promise.reject(new Error(`Xvfb ended with ${code} before it had a display`))),
  ]);
  const env = { ...process.env, DISPLAY: display };
  return { pid: xvfb.pid ?? 0, env, ...handsOn(env), close: () => closeServer(xvfb, kill) };
}

async function closeServer(xvfb: ReturnType<typeof spawn>, kill: () => void): Promise<void> {
  process.removeListener('exit', kill);
  if (xvfb.exitCode !== null || xvfb.signalCode !== null) return;
  const ended = once(xvfb, 'exit');
  kill();
  await ended;
}

function handsOn(env: NodeJS.ProcessEnv): Pick<VirtualScreen, 'play' | 'titles' | 'focus'> {
  const xdotool = partPath('xdotool');
  const ask = async (...args: string[]) => {
    try {
      return (await run(xdotool, args, { env, timeout: XDOTOOL_TIMEOUT_MS })).stdout.trim();
    } catch {
      // A window that has just closed, or none that fits: xdotool says both with its exit code.
      return '';
    }
  };
  const windows = async () => {
    const ids = (await ask('search', '--onlyvisible', '--name', '.')).split('\n').filter(id => id !== '');
    return Promise.all(ids.map(async id => ({ id, title: await ask('getwindowname', id) })));
  };
  return {
    titles: async () => (await windows()).map(window => window.title),
    async focus(title) {
      const window = (await windows()).find(it => title.test(it.title));
      if (window === undefined) throw new Error(`no window with the title ${title}`);
      await ask('windowfocus', '--sync', window.id);
    },
    async play(events) {
      const hands = spawn(xdotool, ['-'], { env, stdio: ['pipe', 'ignore', 'ignore'] });
      const ended = once(hands, 'exit');
      hands.stdin.end(scriptOf(events));
      const [code] = await ended;
      if (code !== 0) throw new Error(`xdotool ended with ${code}`);
    },
  };
}

function scriptOf(events: readonly HandEvent[]): string {
  let now = 0;
  let script = '';
  for (const { atMs, does } of events.toSorted((a, b) => a.atMs - b.atMs)) {
    if (atMs > now) script += `sleep ${((atMs - now) / 1000).toFixed(4)}\n`;
    now = Math.max(now, atMs);
    script += `${does}\n`;
  }
  return script;
}
