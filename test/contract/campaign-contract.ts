import assert from 'node:assert/strict';
import type { TriedSample } from '../../server/core/season/tried-accounts.ts';
import type {
  CampaignCount,
  CampaignCounts,
  CampaignCursor,
  StoredCampaignCount,
} from '../../server/ports/campaign-counts.ts';

export type CampaignsUnderTest = {
  readonly campaignCounts: CampaignCounts;
  readonly close: () => Promise<void>;
};

const T = 1_800_000_000_000;
const FROM: CampaignCursor = { at: 0, siteId: '', id: '', process: '' };
const tries: TriedSample = {
  level: 1,
  seen: [
    [7, T, 1, 0],
    [2 ** 52 - 1, T + 1, 0, 1],
  ],
};
const sample = { level: 0, marks: [2 ** 53 - 1, 7], seenAt: [T - 5, T] };

const count = (id: string, change: Partial<CampaignCount> = {}, attempts = 1): CampaignCount => ({
  siteId: 'bank',
  id,
  shape: JSON.stringify(['tool', 'agent \u0000 "x"', 'host']),
  found: true,
  sketch: { firstAt: T, lastAt: T + 1, attempts, owners: tries, others: tries, accounts: sample, addresses: sample },
  ...change,
});
const line = ({ siteId, id, process, at, found, sketch }: StoredCampaignCount): string =>
  [siteId, id, process, at, found, sketch.attempts].join(' ');
const lines = (counts: readonly StoredCampaignCount[]): string => counts.map(line).join('; ');

/** What the port means, on whatever store. */
export function campaignContract(open: () => Promise<CampaignsUnderTest>): void {
  let it_: CampaignsUnderTest;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());

  it('gives back what was said, and only the last that a process said of a shape', async () => {
    const { campaignCounts: store } = it_;
    await store.put([count('cmp_1'), count('cmp_2', { found: false, shape: null })], 'p1', 1000);
    await store.put([count('cmp_1', {}, 5)], 'p1', 2000);
    await store.put([count('cmp_1', {}, 7)], 'p2', 3000);
    await store.put([count('cmp_1', { siteId: 'shop' })], 'p2', 3000);
    await store.put([], 'p3', 4000);
    assert.equal(lines(await store.of('bank', 'cmp_1', 10)), 'bank cmp_1 p1 2000 true 5; bank cmp_1 p2 3000 true 7');
    const [{ process: _, at: __, ...kept } = { process: '', at: 0 }] = await store.of('shop', 'cmp_1', 10);
    assert.deepEqual(kept, count('cmp_1', { siteId: 'shop' }));
    assert.equal((await store.of('bank', 'cmp_1', 1)).length, 1);
    assert.equal((await store.of('bank', 'cmp_\0', 1)).length, 0);
  });

  it('tells what changed since, page by page', async () => {
    const { campaignCounts: store } = it_;
    await store.put(
      ['cmp_b', 'cmp_a', 'cmp_c'].map(it => count(it)),
      'p1',
      1000,
    );
    await store.put([count('cmp_b', {}, 2)], 'p1', 2000);
    const first = await store.changed(FROM, 2);
    assert.equal(lines(first), 'bank cmp_a p1 1000 true 1; bank cmp_c p1 1000 true 1');
    const last = first.at(-1) ?? FROM;
    assert.equal(lines(await store.changed(last, 2)), 'bank cmp_b p1 2000 true 2');
    assert.equal(lines(await store.changed({ ...FROM, at: 2001 }, 2)), '');
  });

  it('tells those that were found to be campaigns, of one site, the latest first', async () => {
    const { campaignCounts: store } = it_;
    await store.put([count('cmp_1'), count('cmp_2'), count('cmp_3', { found: false })], 'p1', 1000);
    await store.put([count('cmp_4'), count('cmp_5', { siteId: 'shop' })], 'p1', 2000);
    const first = await store.found('bank', null, 2);
    assert.equal(first.map(it => it.id).join(), 'cmp_4,cmp_2');
    assert.equal((await store.found('bank', first.at(-1) ?? FROM, 2)).map(it => it.id).join(), 'cmp_1');
  });

  it('forgets what is older than it may be kept', async () => {
    const { campaignCounts: store } = it_;
    await store.put([count('cmp_1')], 'p1', 1000);
    await store.put([count('cmp_1')], 'p2', 2000);
    assert.equal(await store.retire(2000), 1);
    assert.equal(lines(await store.of('bank', 'cmp_1', 10)), 'bank cmp_1 p2 2000 true 1');
  });
}
