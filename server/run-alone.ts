import { announce } from './announce.ts';
import { doChores } from './chores.ts';
import type { Config } from './config.ts';
import { endOnSignal } from './drain.ts';
import { createLog } from './log.ts';
import { explainStartFailure, startFailed } from './start-failure.ts';
import { startGate } from './start-gate.ts';

/** The whole gate in this process. */
export async function runAlone(config: Config): Promise<void> {
  try {
    const log = createLog(config, null);
    const started = await startGate(config, { log, demoKey: null, demo: null, sumOfMetrics: null });
    const chores = doChores(started.gate);
    endOnSignal(async () => {
      chores.stop();
      await started.end();
    });
    announce(started.addresses, 1);
  } catch (error) {
    startFailed([explainStartFailure(error, config)]);
  }
}
