import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import path from 'node:path';

export type WorkerProcess<Job, Result> = {
  /** One job at a time. Rejects where the worker fails or ends. */
  readonly ask: <J extends Job>(job: J) => Promise<Result>;
  readonly stop: () => Promise<void>;
};

type Told<Result> = { readonly result: Result } | { readonly failure: string };

/** A file of bench/ as a process of its own, told its jobs over IPC. `yielding`: others get the processor first. */
export function startWorker<Job extends object, Result>(
  file: string,
  { yielding = false } = {},
): WorkerProcess<Job, Result> {
  const child = fork(path.join(import.meta.dirname, file));
  if (yielding && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`);
  });
  // Its end is an error for whoever waits for an answer, and for nobody else.
  ended.catch(() => {});
  return {
    async ask(job) {
      const answer = once(child, 'message');
      child.send(job);
      const [told] = (await Promise.race([answer, ended])) as [Told<Result>];
      if ('failure' in told) throw new Error(`${file}: ${told.failure}`);
      return told.result;
    },
    async stop() {
      child.disconnect();
      await ended.catch(() => {});
    },
  };
}

/** The worker's side: answers each job, ends with its parent. */
export function answerJobs<Job, Result>(handle: (job: Job) => Promise<Result>): void {
  process.on('message', (job: Job) => {
    handle(job).then(
      result => process.send?.({ result }),
      error => process.send?.({ failure: String(error instanceof Error ? error.stack : error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
