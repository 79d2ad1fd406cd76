import { type ParseArgsConfig, parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { openStore, type Store } from '../open-store.ts';
import { explainStartFailure } from '../start-failure.ts';

/** Ends a command with one line on what is wrong. */
export function stop(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

/** Names and options as given; an option that is not known ends the command: a typo must not enforce for everybody. */
export function readArguments<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    stop(`${error instanceof Error ? error.message.split('\n')[0] : ''}\n\n${usage}`);
  }
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
