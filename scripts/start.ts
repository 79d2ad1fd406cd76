import { buildAgent } from './build.ts';

/** `npm start`: builds the agent where it is missing or stale, and nothing else, then serves. */
await buildAgent({ ifStale: true });
await import('../server/main.ts');
