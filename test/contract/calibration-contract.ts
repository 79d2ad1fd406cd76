import assert from 'node:assert/strict';
import type { CalibrationCounts, SiteCount } from '../../server/ports/calibrations.ts';

const count = (change: Partial<SiteCount> = {}): SiteCount => ({
  siteId: 'bank',
  code: 'pointer-jump',
  engine: 'chromium',
  system: 'windows',
  version: 156,
  known: 10,
  fired: 1,
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

  it('adds to what was counted, and sums over the days that are asked for', async () => {
    const { calibrationCounts: counts } = it_;
    await counts.add([count(), count({ siteId: 'shop' })], 100);
    await counts.add([count({ known: 5, fired: 0 })], 100);
    await counts.add([count({ known: 7 }), count({ version: 157 })], 101);
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
    await Promise.all(Array.from({ length: 20 }, () => counts.add([count({ known: 1, fired: 0 })], 100)));
    assert.deepEqual(await counts.since(0), [count({ known: 20, fired: 0 })]);
  });

  it('takes more counts at once than a statement binds values', async () => {
    const { calibrationCounts: counts } = it_;
    const many = Array.from({ length: 1200 }, (_, version) => count({ version }));
    await counts.add(many, 100);
    assert.equal((await counts.since(0)).length, 1200);
    await counts.add([], 100);
  });

  it('forgets the days before one, and says how many rows went', async () => {
    const { calibrationCounts: counts } = it_;
    await counts.add([count(), count({ version: 157 })], 99);
    await counts.add([count({ known: 3 })], 100);
    assert.equal(await counts.retire(100), 2);
    assert.deepEqual(await counts.since(0), [count({ known: 3 })]);
  });
}
