import assert from 'node:assert/strict';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { Networks } from '../../server/ports/networks.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage } from '../support/flow-stage.ts';
import { onNetwork } from '../support/networks.ts';
import { stageOver } from '../support/over-store.ts';
import { STORES } from '../support/stores.ts';

const PASSKEY = { result: 'stepup-passed', grade: 'phishing-resistant' } as const;
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

function sharingStories(opened: () => FlowStage): void {
  const hosting: Networks = {
    of: () => onNetwork('hosting'),
    loaded: () => [],
    dataVersions: () => ({ asn: 'of a test' }),
  };
  let count = 0;
  const logIn = async (account: string, ip: string, signer: DeviceSigner | null): Promise<ScreeningAnswer> => {
    const stage = opened();
    const token = await stage.visit(signer === null ? {} : { signer });
    const answer = await stage.ask(
      { token, account: { id: account }, client: { ip, userAgent: USER_AGENT } },
      { ports: { networks: hosting } },
    );
    signer?.spend();
    stage.pass(60_000);
    return answer;
  };
  const featuresOf = async ({ id }: ScreeningAnswer) =>
    (await opened().ports.records.screening(opened().site.id, id))?.features;
  /** An owner whose device is vouched for, and who comes from there. */
  const ownerAt = async (ip: string): Promise<void> => {
    const [account, signer] = [`owner-${count++}`, new DeviceSigner()];
    const first = await logIn(account, ip, signer);
    await reportOutcome(opened().ports, opened().site, first.id, PASSKEY);
    await logIn(account, ip, signer);
  };

  it('learns from owners’ devices how many share an address, and lets the next one alone', async () => {
    const ip = '203.0.113.80';
    const before = await logIn('stranger', ip, null);
    assert.ok(codesOf(before).includes('hosting-network'));
    for (let n = 0; n < 5; n++) await ownerAt(ip);
    const after = await logIn('colleague', ip, new DeviceSigner());
    assert.ok(!codesOf(after).includes('hosting-network'));
    const features = await featuresOf(after);
    assert.equal(features?.['addressSharedBy'], 5);
    assert.equal(features?.['networkSharedBy'], 5);
    assert.equal((await featuresOf(before))?.['addressSharedBy'], 0);
  });

  it('counts nobody whose device nothing speaks for, however many keys come', async () => {
    const ip = '203.0.113.81';
    for (let n = 0; n < 6; n++) await logIn(`made-up-${n}`, ip, new DeviceSigner());
    const features = await featuresOf(await logIn('stranger', ip, null));
    assert.equal(features?.['addressSharedBy'], 0);
  });

  it('takes the addresses of one IPv6 line for one, and another line for another', async () => {
    await ownerAt('2001:db8:1:100::5');
    await ownerAt('2001:db8:1:1ff::6');
    const sharedAt = async (ip: string) => (await featuresOf(await logIn('stranger', ip, null)))?.['addressSharedBy'];
    assert.equal(await sharedAt('2001:db8:1:177::9'), 2);
    assert.equal(await sharedAt('2001:db8:1:200::9'), 0);
  });

  it('keeps in each record which data it was judged by', async () => {
    const { id } = await logIn('anybody', '203.0.113.82', null);
    const stored = await opened().ports.records.screening(opened().site.id, id);
    assert.equal(stored?.dataVersions['asn'], 'of a test');
  });
}

for (const store of STORES) {
  describe(`addresses that many share, over ${store}`, function () {
    this.timeout(20_000);
    let stage: FlowStage;
    before(async function () {
      stage = await stageOver(store, this);
    });
    after(() => stage?.close());
    sharingStories(() => stage);

    it('keeps the editions and dates of the packages in each record', async () => {
      const { id } = await stage.ask({ token: await stage.visit() });
      const { dataVersions } = (await stage.ports.records.screening(stage.site.id, id)) ?? {};
      assert.match(dataVersions?.['places'] ?? '', /^geoip-lite/);
      assert.match(dataVersions?.['asn'] ?? '', /^@ip-location-db/);
    });
  });
}
