import type { Config } from './config.ts';

/** One line for each thing that is wrong, and an end: exit code 1. */
export function startFailed(problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`sekisho cannot start: ${problem}\n`);
  process.exit(1);
}

/** In the operator's words: what is wrong, and what to do. */
export class CannotOpen extends Error {}

/** What the operator can do about it, in one line. */
export function explainStartFailure(error: unknown, config: Pick<Config, 'dataFolder' | 'host'>): string {
  if (error instanceof CannotOpen) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  const port = error instanceof Error && 'port' in error ? String(error.port) : '';
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} of ${config.host} is in use: stop what uses it, or set another PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${config.host} is not an address of this machine: set one that is, such as 127.0.0.1.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      if (port !== '') return `port ${port} may not be opened by this user: set a PORT of 1024 or above.`;
      return `the data folder ${config.dataFolder} cannot be written: give this user the right to, or set SEKISHO_DATA.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `the data folder ${config.dataFolder} is not a folder: set SEKISHO_DATA to one.`;
    case 'ENOSPC':
      return `the disk of ${config.dataFolder} is full: make room.`;
    case 'ERR_SQLITE_ERROR':
      return `the database in ${config.dataFolder} cannot be used (${message}): restore it from a backup, or set SEKISHO_DATA to a new folder.`;
    default:
      return message.endsWith('.') ? message : `${message}.`;
  }
}
