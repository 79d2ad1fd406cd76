import { firstPeriod } from './core/calibration.ts';
import type { Gate } from './gate.ts';
import { LIMITS } from './limits.ts';

/**
 * Deletes what is older than it may be kept, for as long as the process runs: one process of a machine is enough. In small steps, so
 * that no screening waits for them, and one after the other.
 */
export function doChores(gate: Pick<Gate, 'ports' | 'metrics' | 'log'>): { readonly stop: () => void } {
  const { ports, metrics, log } = gate;
  const { screeningLifeMs, payloadLifeMs, sweepRowsMax } = LIMITS;
  let busy = false;
  let retiredAt = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const sweep = async (): Promise<void> => {
    let gone = 0;
    do {
      gone = await ports.state.sweep(ports.clock.now());
      metrics.swept.inc(gone);
    } while (gone >= sweepRowsMax && !stopped);
  };
  const retireLists = async (): Promise<void> => {
    let gone = 0;
    do {
      gone = await ports.lists.retire(ports.clock.now() - LIMITS.listEndedLifeMs, LIMITS.listEntriesRead);
      metrics.retired.inc(gone);
    } while (gone >= LIMITS.listEntriesRead && !stopped);
  };
  const retire = async (): Promise<void> => {
    const now = ports.clock.monotonic();
    if (now - retiredAt < LIMITS.retireEveryMs) return;
    let gone = 0;
    do {
      gone = await ports.records.retire(ports.clock.now(), { screeningLifeMs, payloadLifeMs });
      metrics.retired.inc(gone);
    } while (gone >= sweepRowsMax && !stopped);
    await retireLists();
    metrics.retired.inc(await ports.calibrationCounts.retire(firstPeriod(ports.clock.now())));
    metrics.retired.inc(await ports.campaignCounts.retire(ports.clock.now() - LIMITS.campaignLifeMs));
    retiredAt = now;
  };
  const round = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (const [what, job] of Object.entries({ sweep, retire })) {
      // The next round tries again.
      await job().catch(error => log.error({ err: error, what }, 'what has expired could not be deleted'));
    }
    busy = false;
  };

  // Retiring also makes room for what comes (the partitions of the next months), so not only after a while.
  void round();
  const timer = setInterval(round, LIMITS.sweepEveryMs).unref();
  return {
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
