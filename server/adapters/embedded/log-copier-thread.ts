import { parentPort, workerData } from 'node:worker_threads';
import { Connection } from './connection.ts';
import { copyLog, heedNextWrite } from './group-commit.ts';

/** What the thread is started with; it copies when told 'copy', answers 'copied', and ends when told 'end'. */
export type CopierStart = { readonly file: string };

const { file }: CopierStart = workerData;
const connection = new Connection(file, 0);

parentPort?.on('message', (asked: 'copy' | 'end') => {
  if (asked === 'end') {
    connection.close();
    parentPort?.close();
    return;
  }
  try {
    copyLog(connection);
  } catch (error) {
    heedNextWrite(error);
  }
  parentPort?.postMessage('copied');
});
