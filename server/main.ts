import { readConfig } from './config.ts';
import { startFailed } from './start-failure.ts';

/** The only file with side effects at import: one process, or the primary process of several, or one of those. */
const read = readConfig(process.env, process.argv.slice(2));
if ('problems' in read) startFailed(read.problems);
else if (read.config.workers === 1) {
  const { runAlone } = await import('./run-alone.ts');
  await runAlone(read.config);
} else {
  const { default: cluster } = await import('node:cluster');
  // Each loads only what it needs: the primary process neither the judgement nor the places of addresses (over 100 MB).
  if (cluster.isPrimary) {
    const { runWorkers } = await import('./workers.ts');
    await runWorkers(read.config);
  } else {
    const { runWorker } = await import('./worker.ts');
    await runWorker(read.config);
  }
}
