import assert from 'node:assert/strict';
import { FpStalker, levenshteinRatio } from '../../bench/device/fp-stalker.ts';
import { isotonic, wilson } from '../../bench/device/intervals.ts';
import { Buckets, KnownDevices } from '../../bench/device/known-devices.ts';
import { lookUp, lookUpsOf, populate } from '../../bench/device/look-ups.ts';
import { deviceOf } from '../../bench/device/population.ts';
import { calibrationFrom, type Scored, thresholdFor } from '../../bench/device/scored.ts';
import { bucketKeys } from '../../server/core/linking/bucket-keys.ts';
import { LAPTOP } from '../core/linking/image-sample.ts';

const scored = (logOdds: number, likeliestIsRight: boolean, returning = true): Scored => ({
  family: 'Android',
  engine: 'chromium',
  returning,
  among: true,
  candidates: 1,
  logOdds,
  confidence: 0.5,
  likeliestIsRight,
  abstains: null,
  outcome: 'split',
  baseline: 'split',
});

describe('the device bench', () => {
  it('packs images and gives them back as they were', () => {
    const known = new KnownDevices(2);
    const other = { ...LAPTOP, fonts: ['z'], memory: null };
    known.add(LAPTOP, -3);
    known.add(other, -5);
    assert.deepEqual([known.image(0), known.image(1)], [LAPTOP, other]);
    const keys = bucketKeys(LAPTOP);
    assert.deepEqual(known.candidates(keys), [0]);
    assert.deepEqual([known.crowds(keys).whole, known.crowds(keys).hardware, known.crowds(keys).kind], [1, 1, 2]);
  });

  it('keeps of a bucket the newest first, and counts all', () => {
    const buckets = new Buckets(10, 10);
    for (const at of [0, 1, 2, 3]) buckets.add(77, at);
    assert.deepEqual([[...buckets.newest(77, 2)], buckets.count(77), buckets.count(78)], [[3, 2], 4, 0]);
  });

  it('makes the same device of the same seed and index', () => {
    assert.deepEqual(deviceOf(3, 5), deviceOf(3, 5));
    assert.notDeepEqual(deviceOf(3, 5), deviceOf(4, 5));
  });

  it('finds most returning desktops again in a small market, and merges few', () => {
    const population = populate(11, 2000, 100);
    const asked = lookUpsOf(population, 'desktop Chromium', 100);
    const named = asked.map(it => ({ ...it, id: lookUp(population, it.image, it.truth).link.id }));
    assert.ok(named.filter(it => it.truth !== null && it.id === String(it.truth)).length > 50);
    assert.ok(named.filter(it => it.id !== null && it.id !== String(it.truth)).length <= 2);
  });

  it('gives Wilson’s interval: 8 of 10 is 0.490 to 0.943', () => {
    assert.deepEqual(
      wilson(8, 10).map(it => it.toFixed(3)),
      ['0.490', '0.943'],
    );
    assert.deepEqual(wilson(0, 0), [0, 1]);
  });

  it('pools neighbours whose share falls', () => {
    const pooled = isotonic([
      { logOdds: 0, right: 1, of: 10 },
      { logOdds: 1, right: 5, of: 10 },
      { logOdds: 2, right: 3, of: 10 },
    ]);
    assert.deepEqual(pooled, [
      { logOdds: 0, right: 1, of: 10 },
      { logOdds: 1.5, right: 8, of: 20 },
    ]);
  });

  it('sets the threshold where one more look-up would merge too often', () => {
    const rows = [scored(9, true), scored(8, true), scored(7, false, false), scored(6, true)];
    assert.deepEqual(thresholdFor(rows, 0), { from: 8, recall: 2 / 3 });
    assert.deepEqual(thresholdFor(rows, 0.25), { from: 6, recall: 1 });
  });

  it('makes a rising table of what was right', () => {
    const rows = Array.from({ length: 80 }, (_, i) => scored(i < 40 ? 0.5 : 5.5, i % 2 === 0 || i >= 40));
    assert.deepEqual(calibrationFrom(rows), [
      [0.5, 0.5],
      [5.5, 0.9878],
    ]);
  });
});

describe('FP-STALKER, the baseline', () => {
  const knowing = (...images: readonly (typeof LAPTOP)[]): FpStalker => {
    const known = new KnownDevices(images.length);
    for (const image of images) known.add(image, -1);
    return new FpStalker(known);
  };

  it('compares texts as the Levenshtein ratio does', () => {
    assert.equal(levenshteinRatio('abcd', 'abcd'), 1);
    assert.equal(levenshteinRatio('abcd', 'abce'), 0.75);
    assert.equal(levenshteinRatio('ab', 'cd'), 0);
    assert.equal(levenshteinRatio('', ''), 1);
  });

  it('links an update with one more small change, and no more', () => {
    const updated = { ...LAPTOP, browserMajor: 148 };
    assert.equal(knowing(LAPTOP).link(updated), 0);
    assert.equal(knowing(LAPTOP).link({ ...updated, screenWidth: 1920 }), 0);
    assert.equal(knowing(LAPTOP).link({ ...updated, screenWidth: 1920, timeZone: 'UTC' }), null);
    assert.equal(knowing(LAPTOP).link({ ...LAPTOP, gpuRenderer: 'quite another' }), null);
  });

  it('refuses a version that fell and a canvas that changed', () => {
    assert.equal(knowing(LAPTOP).link({ ...LAPTOP, browserMajor: 146 }), null);
    assert.equal(knowing(LAPTOP).link({ ...LAPTOP, canvasText: 'x' }), null);
  });

  it('takes for new what two devices match, unless one alone matches exactly', () => {
    assert.equal(knowing(LAPTOP, LAPTOP).link(LAPTOP), null);
    assert.equal(knowing(LAPTOP, { ...LAPTOP, screenWidth: 1920 }).link(LAPTOP), 0);
  });
});
