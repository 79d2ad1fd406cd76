import { spawn } from 'node:child_process';

/** `npm run dev`: serves, and starts again at each change of a source; the agent is built anew with it. */
const WATCHED = ['client', 'shared', 'server', 'demo', 'sdk'].flatMap(folder => ['--watch-path', folder]);
const child = spawn(process.execPath, [...WATCHED, 'scripts/start.ts'], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', code => process.exit(code ?? 1));
