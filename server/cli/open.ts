import { type ParseArgsConfig, parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { hasStore, type OpenSites, openSites } from '../open-store.ts';
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

/**
 * Runs a command on the same sites that the server has, and says on stderr which store that is; closes it, whatever happens.
 * @param mayMake whether a store that is not there is made: a forgotten SEKISHO_DATA must not pass for a gate without sites.
 */
export async function withSites(mayMake: boolean, command: (opened: OpenSites) => Promise<void>): Promise<void> {
  const read = readConfig(process.env);
  if ('problems' in read) stop(read.problems.join('\n'));
  const { config } = read;
  if (!mayMake && !hasStore(config)) {
    stop(`There is no store in ${config.dataFolder}: set SEKISHO_DATA to the gate's, or add a site to make one there.`);
  }
  let opened: OpenSites;
  try {
    opened = await openSites(config);
  } catch (error) {
    stop(explainStartFailure(error, config));
  }
  process.stderr.write(`store: ${opened.place}\n`);
  try {
    await command(opened);
  } finally {
    await opened.close();
  }
}
