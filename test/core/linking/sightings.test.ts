import assert from 'node:assert/strict';
import { BUCKETS_LISTED, bucketKeys } from '../../../server/core/linking/bucket-keys.ts';
import { link } from '../../../server/core/linking/link.ts';
import { deviceMark, isOf, readSighting, reduced, writeSighting } from '../../../server/core/linking/sightings.ts';
import { crowdsOf, LAPTOP } from './image-sample.ts';

const MARK = deviceMark('dev_k1');
const NOW = reduced(LAPTOP);
const read = (before: typeof LAPTOP, bucket: (typeof BUCKETS_LISTED)[number]) =>
  readSighting(bucket, writeSighting(bucket, { mark: MARK, day: 20_000, image: reduced(before) }), NOW);

describe('a sighting in a bucket', () => {
  it('gives back the image that it was written from, in each bucket that both are in', () => {
    const before = { ...LAPTOP, browserMajor: 146, storageQuota: null, osVersion: 14.02, frame: '0x40' };
    for (const bucket of BUCKETS_LISTED) {
      assert.equal(bucketKeys(reduced(before))[bucket], bucketKeys(NOW)[bucket]);
      assert.deepEqual(read(before, bucket), { mark: MARK, day: 20_000, image: reduced(before) });
    }
  });

  it('keeps what its bucket does without: fonts, a screen, a language', () => {
    const changed = { ...LAPTOP, fonts: ['b', 'a', 'z'], screenWidth: 1920, languages: 'ja', keyboard: null };
    const { fonts } = read({ ...LAPTOP, fonts: changed.fonts }, 'withoutFonts').image;
    assert.deepEqual(fonts, reduced(changed).fonts);
    assert.equal(read({ ...LAPTOP, screenWidth: 1920 }, 'withoutScreen').image.screenWidth, 1920);
    const { languages, keyboard } = read(changed, 'withoutSettings').image;
    assert.deepEqual([languages, keyboard], [reduced(changed).languages, null]);
  });

  it('links as the images themselves do', () => {
    const before = { ...LAPTOP, browserMajor: 146, screenWidth: 1920, screenHeight: 1080 };
    const crowds = crowdsOf({ whole: 0 });
    const candidate = { id: MARK, days: 30, keyDiffers: false };
    const plain = link(LAPTOP, [{ ...candidate, image: before }], { crowds, shareOf: () => null });
    const stored = link(NOW, [{ ...candidate, image: read(before, 'withoutScreen').image }], {
      crowds,
      shareOf: () => null,
    });
    assert.equal(stored.logOdds, plain.logOdds);
  });

  it('names no device, is told by its mark, and stays small', () => {
    const fonts = Array.from({ length: 64 }, (_, n) => `a font of a long name, ${n}`);
    for (const bucket of BUCKETS_LISTED) {
      const text = writeSighting(bucket, { mark: MARK, day: 20_000, image: reduced({ ...LAPTOP, fonts }) });
      assert.ok(isOf(MARK, text) && !isOf(deviceMark('dev_k2'), text) && !text.includes('dev_'));
      assert.ok(text.length <= 300, `${bucket}: ${text.length}`);
    }
  });
});
