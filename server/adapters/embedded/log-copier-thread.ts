import { parentPort, workerData } from 'node:worker_threads';
import { Connection } from './connection.ts';
import { copyLog, heedNextWrite } from './group-commit.ts';

const { file }: { readonly file: string } = workerData;
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
