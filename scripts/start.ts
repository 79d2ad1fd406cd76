import { buildAgent, buildNetworks } from './build.ts';

/** `npm start`: builds the agent, and packs the data of networks, where they are missing or stale, and nothing else, then serves. */
await buildAgent({ ifStale: true });
buildNetworks();
await import('../server/main.ts');
