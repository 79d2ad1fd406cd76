import assert from 'node:assert/strict';
import { periodOf } from '../../server/core/calibration.ts';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import { openCalibrations } from '../../server/flows/calibrations.ts';
import { LIMITS } from '../../server/limits.ts';
import type { AddedCount, CalibrationCounts } from '../../server/ports/calibrations.ts';
import { featuresOf } from '../support/person-facts.ts';

const NOW = Date.UTC(2026, 10, 21);
const clock = { now: () => NOW };

/** Counts as a store keeps them, which can be away. */
function countsInMemory() {
  const kept: { count: AddedCount; period: number }[] = [];
  const store = { away: false, asked: 0 };
  const asked = (): void => {
    store.asked++;
    if (store.away) throw new Error('away');
  };
  const counts: CalibrationCounts = {
    add: async (added, period) => {
      asked();
      kept.push(...added.map(count => ({ count, period })));
    },
    since: async period => {
      asked();
      return kept
        .filter(it => it.period >= period)
        .map(({ count: { odd, ...it } }) => ({ ...it, oddKeys: odd.length }));
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
      onEnded: (siteId, place) => told.push(`ended ${siteId} ${place}`),
      onAway: () => told.push('away'),
    });
    return { opened, told };
  };
  const flipped = (change: Partial<AddedCount> = {}): AddedCount => ({
    siteId: 'bank',
    code: 'pointer-jump',
    engine: 'chromium',
    system: 'linux',
    version: 157,
    known: 6,
    fired: 6,
    odd: ['1', '2', '3', '4', '5', '6'],
    ...change,
  });

  it('knows at the start what the store has, of the last three periods alone', async () => {
    const { counts, kept } = countsInMemory();
    kept.push(
      { count: flipped(), period: periodOf(NOW) - 2 },
      { count: flipped({ siteId: 'shop' }), period: periodOf(NOW) - 3 },
    );
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
    const sum = kept.filter(it => it.count.code === 'press-without-pressure').map(it => [it.period, it.count.known]);
    assert.deepEqual(sum, [
      [periodOf(NOW), 2],
      [periodOf(NOW), 1],
    ]);
  });

  it('says when what was demoted is as it was again', async () => {
    const { counts, kept } = countsInMemory();
    kept.push({ count: flipped(), period: periodOf(NOW) });
    const { opened, told } = await open(counts);
    kept.length = 0;
    await opened.exchange();
    assert.equal(opened.of('bank').demoted.size, 0);
    assert.equal(told.at(-1), 'ended bank pointer-jump chromium linux 157');
  });

  it('keeps what was noted while the store is away, goes on with what it knew, and says so', async () => {
    const { counts, kept, store } = countsInMemory();
    kept.push({ count: flipped(), period: periodOf(NOW) });
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
