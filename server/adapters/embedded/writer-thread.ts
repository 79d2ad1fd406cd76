import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Connection } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { logCopier } from './log-copier.ts';
import type { PostedJob } from './write-job.ts';

/** What the thread is started with; null on its port ends it. */
export type WriterStart = { readonly file: string; readonly busyMs: number; readonly port: MessagePort };

const { file, busyMs, port }: WriterStart = workerData;
const connection = new Connection(file, busyMs);
const copier = logCopier(file);
const commits = new GroupCommit(connection, busyMs, copier);

/** All that arrived while the last transaction was flushed is the next one. */
port.on('message', (first: readonly PostedJob[] | null) => {
  const waiting: PostedJob[] = [];
  let isLast = first === null;
  for (let batch = first; batch !== undefined; batch = receiveMessageOnPort(port)?.message) {
    if (batch === null) isLast = true;
    else waiting.push(...batch);
  }
  if (waiting.length > 0) port.postMessage(commits.run(waiting));
  if (!isLast) return commits.keepLogShort();
  copier.close();
  connection.close();
  port.close();
});
