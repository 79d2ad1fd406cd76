import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { DeadLetters } from '../adapters/redis/dead-letters.ts';
import type { OpenRedis } from '../adapters/redis/open-redis.ts';
import { type Config, readConfig } from '../config.ts';
import { StateAway } from '../errors.ts';
import { openClusterRedis, redisPlace } from '../open-cluster.ts';
import { hasStore, type OpenSites, openSites } from '../open-store.ts';
import { explainStartFailure } from '../start-failure.ts';
import { UNWATCHED } from '../watch-store.ts';

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

export function configured(): Config {
  const read = readConfig(process.env);
  return 'problems' in read ? stop(read.problems.join('\n')) : read.config;
}

/**
 * Runs a command on the same sites that the server has, and says on stderr which store that is; closes it, whatever happens.
 * @param mayMake whether a store that is not there is made: a forgotten SEKISHO_DATA must not pass for a gate without sites.
 */
export async function withSites(mayMake: boolean, command: (opened: OpenSites) => Promise<void>): Promise<void> {
  const config = configured();
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

/** Runs a command on the dead letters of the cluster's outbox, without PostgreSQL; closes it, whatever happens. */
export async function withDeadLetters(command: (letters: DeadLetters) => Promise<void>): Promise<void> {
  const config = configured();
  const { cluster, outboxMax } = config;
  if (cluster === null) {
    stop(
      "No Redis is set: set SEKISHO_REDIS_URL and SEKISHO_POSTGRES_URL to the cluster's. One machine alone has no outbox.",
    );
  }
  let redis: OpenRedis;
  try {
    redis = await openClusterRedis(cluster, outboxMax, UNWATCHED);
  } catch (error) {
    stop(explainStartFailure(error, config));
  }
  process.stderr.write(`store: ${redisPlace(cluster.redis)}\n`);
  try {
    await command(redis.deadLetters);
  } catch (error) {
    if (!(error instanceof StateAway)) throw error;
    stop(
      `Redis did not do it (${error.reason}). What was put back stays so: when Redis answers again, the same command goes on.`,
    );
  } finally {
    await redis.close();
  }
}
