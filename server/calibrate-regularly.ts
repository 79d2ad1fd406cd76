import type { Logger } from 'pino';
import { exchangeRegularly } from './exchange-regularly.ts';
import { type CalibrationsWatch, type ExchangedCalibrations, openCalibrations } from './flows/calibrations.ts';
import { LIMITS } from './limits.ts';
import type { Metrics } from './metrics.ts';

type Opening = Parameters<typeof openCalibrations>;

/** What owners showed of the detectors, exchanged with the store until it is stopped; then once more. */
export async function calibrateRegularly(
  [store, detectors, clock]: readonly [Opening[0], Opening[1], Opening[2]],
  metrics: Metrics,
  log: Logger,
): Promise<{ readonly calibrations: ExchangedCalibrations; readonly stop: () => Promise<void> }> {
  const calibrations = await openCalibrations(store, detectors, clock, watchIn(log));
  metrics.onRead(() => show(metrics, calibrations));
  return { calibrations, ...exchangeRegularly(calibrations.exchange, LIMITS.calibrationEveryMs) };
}

const watchIn = (log: Logger): CalibrationsWatch => ({
  onDemoted: (siteId, place) =>
    log.error(
      { siteId, place },
      'owners set this detector off in this release of a browser: it counts for nothing there (npm run sites -- calibration)',
    ),
  onPromoted: (siteId, place) =>
    log.warn({ siteId, place }, 'owners did not set this detector off in this browser: from now on it counts there'),
  onEnded: (siteId, place) =>
    log.warn({ siteId, place }, 'what owners showed of this detector holds no longer: it is as it was measured'),
  onAway: error => log.error({ err: error }, 'what owners showed of the detectors was not stored or read: tried again'),
});

function show({ demoted, promoted }: Metrics, calibrations: ExchangedCalibrations): void {
  demoted.reset();
  promoted.reset();
  for (const it of calibrations.all()) {
    for (const place of it.demoted) {
      const [code = '', engine = '', system = '', version = ''] = place.split(' ');
      demoted.set({ code, engine, system, version }, 1);
    }
    for (const place of it.promoted) {
      const [code = '', engine = '', system = ''] = place.split(' ');
      promoted.set({ code, engine, system }, 1);
    }
  }
}
