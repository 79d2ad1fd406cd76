import assert from 'node:assert/strict';
import type { AddedCount, CalibrationCounts, SiteCount } from '../../server/ports/calibrations.ts';

const PLACE = {
  siteId: 'bank',
  code: 'pointer-jump',
  engine: 'chromium',
  system: 'windows',
  version: 156,
} as const;
const added = (change: Partial<AddedCount> = {}): AddedCount => ({ ...PLACE, known: 10, fired: 1, odd: [], ...change });
const count = (change: Partial<SiteCount> = {}): SiteCount => ({
  ...PLACE,
  known: 10,
  fired: 1,
  oddKeys: 0,
  ...change,
});

export type CalibrationUnderTest = {
  readonly calibrationCounts: CalibrationCounts;
  readonly close: () => Promise<void>;
};

/** What the port means, on whatever store. */
export function calibrationContract(open: () => Promise<CalibrationUnderTest>): void {
  let it_: CalibrationUnderTest;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());

  it('adds to what was counted, and sums over the periods that are asked for', async () => {
    const { calibrationCounts: counts } = it_;
    await counts.add([added(), added({ siteId: 'shop' })], 100);
    await counts.add([added({ known: 5, fired: 0 })], 100);
    await counts.add([added({ known: 7 }), added({ version: 157 })], 101);
    assert.deepEqual(await counts.since(100), [
      count({ known: 22, fired: 2 }),
      count({ version: 157 }),
      count({ siteId: 'shop' }),
    ]);
    assert.deepEqual(await counts.since(101), [count({ known: 7 }), count({ version: 157 })]);
    assert.deepEqual(await counts.since(102), []);
  });

  it('loses nothing of what two processes add at once', async () => {
    const { calibrationCounts: counts } = it_;
    await Promise.all(Array.from({ length: 20 }, () => counts.add([added({ known: 1, fired: 0 })], 100)));
    assert.deepEqual(await counts.since(0), [count({ known: 20, fired: 0 })]);
  });

  it('tells keys apart that set a detector off, and knows one again', async () => {
    const { calibrationCounts: counts } = it_;
    await counts.add([added({ odd: ['one', 'other'] })], 99);
    await counts.add([added({ odd: ['other', 'third'] })], 100);
    const keys = async (period: number) => (await counts.since(period)).map(it => it.oddKeys);
    assert.deepEqual([await keys(99), await keys(100)], [[3], [2]]);
    await counts.retire(100);
    assert.deepEqual(await keys(0), [2]);
  });

  it('takes more counts at once than a statement binds values', async () => {
    const { calibrationCounts: counts } = it_;
    const many = Array.from({ length: 1200 }, (_, version) => added({ version }));
    await counts.add(many, 100);
    assert.equal((await counts.since(0)).length, 1200);
    await counts.add([], 100);
  });

  it('forgets the periods before one, and says how many rows went', async () => {
    const { calibrationCounts: counts } = it_;
    await counts.add([added(), added({ version: 157 })], 99);
    await counts.add([added({ known: 3 })], 100);
    assert.equal(await counts.retire(100), 2);
    assert.deepEqual(await counts.since(0), [count({ known: 3 })]);
  });
}
