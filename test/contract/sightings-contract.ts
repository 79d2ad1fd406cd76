import assert from 'node:assert/strict';
import type { ScreeningRecord, Sighting, SightingSearch } from '../../server/ports/records.ts';
import type { RecordsUnderTest } from './records-contract.ts';
import { fromDevice, sampleRecord } from './sample-record.ts';

const T = 1_800_000_000_000;
const MINUTE = 60_000;

const lineOf = (it: Sighting): string =>
  [it.at - T, it.account, it.address, it.network, it.device, it.key, it.phase, it.verdict, it.country, it.asn]
    .concat(it.flags.join('+'))
    .join(' ');

/** What the records port means by a sighting, on whatever store. */
export function sightingsContract(open: () => Promise<RecordsUnderTest>): void {
  let it_: RecordsUnderTest;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());
  const at = (minutes: number, change: Partial<ScreeningRecord> = {}): ScreeningRecord =>
    sampleRecord({ createdAt: T + minutes * MINUTE, ...change });
  const seen = (search: Partial<SightingSearch> = {}, site = 'site-1') =>
    it_.records.sightings(site, { from: 0, to: T + 1e9, limit: 100, ...search });

  it('says who came, with what, from where, and how it ended; the newest first, of one site', async () => {
    const features = {
      country: 'JP',
      asn: 64_500,
      hosting: true,
      torExit: false,
      vpn: true,
      addressPrivate: { unknown: 'x' },
    };
    const known = { accountRef: 'acc_1', keyId: 'k1', networkRef: 'net', phase: 'failed', wouldBe: 'NG' } as const;
    await it_.keep(
      fromDevice(at(0, { ...known, features: features as unknown as ScreeningRecord['features'] }), 'dev_kk1', 'key'),
    );
    await it_.keep(fromDevice(at(1), 'dev_x', 'linked'));
    await it_.keep(at(2, { siteId: 'site-2' }));
    assert.deepEqual((await seen()).map(lineOf), [
      `${MINUTE}  address-1 network-1   succeeded OK   `,
      '0 acc_1 address-1 net dev_kk1 k1 failed NG JP 64500 hosting+vpn',
    ]);
  });

  it('are those of a period, page by page, and none of what was erased', async () => {
    for (let n = 0; n < 10; n++) await it_.keep(at(n, { accountRef: n === 5 ? 'acc_gone' : 'acc_1' }));
    await it_.records.erase('site-1', ['acc_gone'], 10);
    const period = { from: T + 2 * MINUTE, to: T + 8 * MINUTE, limit: 3 };
    const first = await seen(period);
    const last = first.at(-1)?.id ?? '';
    const minutes = [...first, ...(await seen({ ...period, before: last }))].map(it => (it.at - T) / MINUTE);
    assert.deepEqual(minutes, [7, 6, 4, 3, 2]);
  });
}
