import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Visitor } from '../visitor.ts';

/** It may have to start, or to rent, a browser first. */
const COMMAND_MS_MAX = 80_000;

/** A program of the operator's own; `{url}`, `{user}` and `{password}` are filled in. What became of it is in the gate's records. */
export const operatorsCommand = (command: string): Visitor => ({
  name: `--command ${command}`,
  kind: 'tool',
  needs: [],
  async visit(lab) {
    const filled = Object.entries({ url: lab.url, user: lab.user, password: lab.password }).reduce(
      (text, [name, value]) => text.replaceAll(`{${name}}`, value),
      command,
    );
    const child = spawn('/bin/sh', ['-c', filled], { stdio: ['ignore', 'inherit', 'inherit'] });
    lab.atEnd(() => child.kill('SIGTERM'));
    const [ended] = await Promise.race([once(child, 'exit'), lab.judged({ withinMs: COMMAND_MS_MAX }).then(() => [0])]);
    if (ended !== 0) throw new Error(`the command ended with ${ended}`);
    await lab.judged();
  },
});
