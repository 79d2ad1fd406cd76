import assert from 'node:assert/strict';
import { dayOf } from '../../server/core/calibration.ts';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import { openCalibrations } from '../../server/flows/calibrations.ts';
import { LIMITS } from '../../server/limits.ts';
import type { CalibrationCounts, SiteCount } from '../../server/ports/calibrations.ts';
import { featuresOf } from '../support/person-facts.ts';

const NOW = Date.UTC(2026, 10, 21);
const clock = { now: () => NOW };

/** Counts as a store keeps them, which can be away. */
function countsInMemory() {
  const kept: { count: SiteCount; day: number }[] = [];
  const store = { away: false, asked: 0 };
  const asked = (): void => {
    store.asked++;
    if (store.away) throw new Error('away');
  };
  const counts: CalibrationCounts = {
    add: async (added, day) => {
      asked();
      kept.push(...added.map(count => ({ count, day })));
    },
    since: async day => {
      asked();
      return kept.filter(it => it.day >= day).map(it => it.count);
    },
    retire: async () => 0,
  };
  return { store, kept, counts };
}

describe('calibrations', () => {
  const open = async (counts: CalibrationCounts) => {
    const told: string[] = [];
    const opened = await openCalibrations(counts, DETECTORS, clock, {
      onDemoted: (siteId, place) => told.push(`demoted ${siteId} ${place}`),
      onPromoted: (siteId, place) => told.push(`promoted ${siteId} ${place}`),
      onAway: () => told.push('away'),
    });
    return { opened, told };
  };
  const flipped = (change: Partial<SiteCount> = {}): SiteCount => ({
    siteId: 'bank',
    code: 'pointer-jump',
    engine: 'chromium',
    system: 'linux',
    version: 157,
    known: 6,
    fired: 6,
    ...change,
  });

  it('knows at the start what the store has, of the last 30 days alone', async () => {
    const { counts, kept } = countsInMemory();
    kept.push({ count: flipped(), day: dayOf(NOW) - 30 }, { count: flipped({ siteId: 'shop' }), day: dayOf(NOW) - 31 });
    const { opened, told } = await open(counts);
    assert.deepEqual([...opened.of('bank').demoted], ['pointer-jump chromium linux 157']);
    assert.deepEqual([...opened.of('shop').demoted], []);
    assert.deepEqual(told, ['demoted bank pointer-jump chromium linux 157']);
    await opened.exchange();
    assert.equal(told.length, 1, 'said once');
  });

  it('stores what was noted, in sum and each key once a day', async () => {
    const { counts, kept } = countsInMemory();
    const { opened } = await open(counts);
    opened.note('bank', 'key-1', featuresOf());
    opened.note('bank', 'key-2', featuresOf());
    opened.note('bank', 'key-2', featuresOf());
    await opened.exchange();
    opened.note('bank', 'key-2', featuresOf());
    opened.note('bank', 'key-3', featuresOf());
    await opened.exchange();
    const sum = kept.filter(it => it.count.code === 'press-without-pressure').map(it => [it.day, it.count.known]);
    assert.deepEqual(sum, [
      [dayOf(NOW), 2],
      [dayOf(NOW), 1],
    ]);
  });

  it('keeps what was noted while the store is away, goes on with what it knew, and says so', async () => {
    const { counts, kept, store } = countsInMemory();
    kept.push({ count: flipped(), day: dayOf(NOW) });
    const { opened, told } = await open(counts);
    store.away = true;
    opened.note('bank', 'key-1', featuresOf());
    await opened.exchange();
    opened.note('bank', 'key-2', featuresOf());
    assert.equal(told.at(-1), 'away');
    assert.equal(opened.of('bank').demoted.size, 1);
    store.away = false;
    await opened.exchange();
    const sum = kept.filter(it => it.count.code === 'press-without-pressure').map(it => it.count.known);
    assert.deepEqual(sum, [2]);
  });

  it('holds no more counts than its limit, whatever versions browsers name', async () => {
    const { counts, kept } = countsInMemory();
    const { opened } = await open(counts);
    const features = featuresOf();
    for (let browserVersion = 0; browserVersion < 1000; browserVersion++) {
      opened.note('bank', `key-${browserVersion}`, { ...features, browserVersion });
    }
    await opened.exchange();
    assert.equal(kept.length, LIMITS.calibrationCountsMax);
  });
});
