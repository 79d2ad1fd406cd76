import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Log lines are for machines, on stderr, and are written without waiting; stdout is for people. @param worker its number. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, worker: number | null): Logger {
  const base = worker === null ? null : { worker };
  return pino({ level: logLevel, base }, pino.destination({ dest: 2, sync: false }));
}

/** Resolves when all lines are written. */
export const flushLog = (log: Logger): Promise<void> => new Promise(resolve => log.flush(() => resolve()));
