import { readConfig } from '../config.ts';
import { openStore, type Store } from '../open-store.ts';
import { explainStartFailure } from '../start-failure.ts';

/** Ends a command with one line on what is wrong. */
export function stop(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

/** Runs a command on the same data that the server has; closes it, whatever happens. */
export async function withStore(command: (store: Store) => Promise<void>): Promise<void> {
  const read = readConfig(process.env);
  if ('problems' in read) stop(read.problems.join('\n'));
  let store: Store;
  try {
    store = openStore(read.config);
  } catch (error) {
    stop(explainStartFailure(error, read.config));
  }
  try {
    await command(store);
  } finally {
    store.close();
  }
}
