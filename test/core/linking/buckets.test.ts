import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ATTRIBUTE_NAMES } from '../../../server/core/linking/attributes.ts';
import {
  BUCKET_NAMES,
  BUCKETS_LISTED,
  bucketAttributes,
  bucketKeys,
  recallIdOf,
} from '../../../server/core/linking/bucket-keys.ts';
import { chanceOf, shareOfOthers, UNSEEN } from '../../../server/core/linking/crowds.ts';
import { SAMPLE_LEAST, valueShares } from '../../../server/core/linking/value-shares.ts';
import { crowdsOf, LAPTOP } from './image-sample.ts';

const near = (actual: number, expected: number): void => assert.ok(Math.abs(actual / expected - 1) < 1e-9, `${actual}`);

describe('buckets of a device image', () => {
  it('gives one image one set of keys, each its own, below 2^53', () => {
    const keys = bucketKeys(LAPTOP);
    assert.deepEqual(bucketKeys({ ...LAPTOP }), keys);
    assert.equal(new Set(Object.values(keys)).size, BUCKET_NAMES.length);
    assert.ok(Object.values(keys).every(it => Number.isSafeInteger(it) && it >= 0));
  });

  it('changes exactly the keys that an attribute is part of', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ATTRIBUTE_NAMES), name => {
        const [before, after] = [
          bucketKeys(LAPTOP),
          bucketKeys({ ...LAPTOP, [name]: name === 'fonts' ? ['z'] : 'other' }),
        ];
        const moved = BUCKET_NAMES.filter(it => before[it] !== after[it]);
        assert.deepEqual(
          moved,
          BUCKET_NAMES.filter(it => bucketAttributes(it).includes(name)),
        );
      }),
    );
  });

  it('keeps a bucket to look in when any one part has changed', () => {
    const changes = [
      { canvasText: 'x' },
      { screenWidth: 1920 },
      { fonts: ['x'] },
      { languages: 'en' },
      { gpuRenderer: 'x' },
    ];
    for (const change of changes) {
      const [before, after] = [bucketKeys(LAPTOP), bucketKeys({ ...LAPTOP, ...change })];
      assert.ok(
        BUCKETS_LISTED.some(it => before[it] === after[it]),
        JSON.stringify(change),
      );
    }
  });

  it('survives an update of browser and system, a window and a headset', () => {
    const later = { ...LAPTOP, browserMajor: 150, osVersion: 16, frame: 0, mediaDevices: 5, storageQuota: 1 };
    assert.deepEqual(bucketKeys(later), bucketKeys(LAPTOP));
  });

  it('leaves out what Brave makes up', () => {
    const brave = { ...LAPTOP, browserFamily: 'brave' };
    assert.deepEqual(bucketKeys({ ...brave, canvasText: 'random', fonts: ['random'] }), bucketKeys(brave));
  });

  it('parts browsers of one machine, but counts its fonts and screen over all of them', () => {
    const [chrome, edge] = [bucketKeys(LAPTOP), bucketKeys({ ...LAPTOP, browserFamily: 'edge' })];
    assert.notEqual(chrome.whole, edge.whole);
    assert.deepEqual([chrome.fonts, chrome.screen, chrome.machine], [edge.fonts, edge.screen, edge.machine]);
  });

  it('gives clones, and Chrome and Edge of one machine, one recallId that outlives settings and updates', () => {
    const id = recallIdOf(LAPTOP);
    assert.match(id, /^rec_[0-9a-z]+$/);
    assert.equal(
      recallIdOf({ ...LAPTOP, browserFamily: 'edge', browserMajor: 150, languages: 'en', screenWidth: 1 }),
      id,
    );
    assert.notEqual(recallIdOf({ ...LAPTOP, gpuRenderer: 'other' }), id);
  });
});

describe('how many devices are alike', () => {
  it('takes what one device alone shows for as common as 0.3 devices', () => {
    near(shareOfOthers(1, 1000), UNSEEN / 1000);
    near(shareOfOthers(11, 1000), (10 + UNSEEN) / 1000);
    assert.equal(shareOfOthers(5, 0), 1);
  });

  it('multiplies machine, fonts and settings', () => {
    const crowds = crowdsOf({ machine: 21, fonts: 101, settings: 401 });
    const held = new Set(['hardware', 'drawing', 'screen', 'fonts', 'settings'] as const);
    near(chanceOf(held, crowds), (20.3 / 1000) * (100.3 / 1000) * (400.3 / 1000));
  });

  it('adds the clones that differ in one part, by how common that part is', () => {
    const crowds = crowdsOf({ withoutScreen: 51, screen: 201 });
    const held = new Set(['hardware', 'drawing', 'screen', 'fonts', 'settings'] as const);
    near(chanceOf(held, crowds), (UNSEEN / 1000) ** 3 + (50 / 1000) * (200.3 / 1000));
  });

  it('counts the hardware alone where drawing or screen has changed', () => {
    near(
      chanceOf(new Set(['hardware', 'fonts']), crowdsOf({ hardware: 101, fonts: 11 })),
      (100.3 / 1000) * (10.3 / 1000),
    );
    assert.equal(chanceOf(new Set(), crowdsOf({})), 1);
  });

  it('tells a value’s share from a sample of a kind, and none from too few', () => {
    const images = Array.from({ length: SAMPLE_LEAST }, (_, i) => ({ ...LAPTOP, keyboard: i < 50 ? 'us' : 'jis' }));
    const shareOf = valueShares(images)('chromium/windows');
    near(shareOf('keyboard', 'us') ?? 0, 50.5 / (SAMPLE_LEAST + 1));
    near(shareOf('keyboard', 'de') ?? 0, 0.5 / (SAMPLE_LEAST + 1));
    assert.equal(valueShares(images.slice(1))('chromium/windows')('keyboard', 'us'), null);
    assert.equal(valueShares(images)('gecko/windows')('keyboard', 'us'), null);
  });
});
