import assert from 'node:assert/strict';
import { addressGroups } from '../../server/flows/address-groups.ts';
import { eraseAccount } from '../../server/flows/erase-account.ts';
import { readSightings } from '../../server/flows/read-sightings.ts';
import { sharedDevices } from '../../server/flows/shared-devices.ts';
import { LIMITS } from '../../server/limits.ts';
import { type AddressGroups, addressQuerySchema, sharedDevicesQuerySchema } from '../../shared/wire/views.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';

/** A data centre's, as the packaged data knows it, and a home's. */
const HOSTED = '52.95.110.1';
const HOME = '133.11.0.1';

describe('addresses and devices that are shared', () => {
  let stage: FlowStage;
  beforeEach(async () => {
    stage = await openFlowStage();
  });
  afterEach(() => stage.close());
  const login = (account: string, ip: string, phase: 'succeeded' | 'failed' = 'failed') =>
    stage.ask({ account: { id: account }, phase, token: '', client: { ip, userAgent: 'x' } });
  const groups = (query: object = {}) => addressGroups(stage.ports, stage.site, addressQuerySchema.parse(query));
  const lines = ({ items }: AddressGroups) =>
    items.map(it => [it.address ?? it.network ?? it.asn, it.screenings, it.failed, it.accounts].join(' '));

  it('are counted by address, network and AS, over those that are asked for', async () => {
    for (let n = 0; n < 6; n++) await login(`a${n % 3}`, HOSTED);
    await login('b', '52.95.110.9');
    for (let n = 0; n < 2; n++) await login('c', HOME, 'succeeded');
    stage.pass(1);
    assert.deepEqual(lines(await groups()), [`${HOSTED} 6 6 3`, `${HOME} 2 0 1`, '52.95.110.9 1 1 1']);
    assert.deepEqual(lines(await groups({ by: 'network' })), ['52.95.110.0/24 7 7 4', '133.11.0.0/24 2 0 1']);
    assert.deepEqual(lines(await groups({ minScreenings: 2, minAccounts: 2 })), [`${HOSTED} 6 6 3`]);
    assert.deepEqual(lines(await groups({ country: 'JP' })), [`${HOME} 2 0 1`]);
    assert.deepEqual(lines(await groups({ flag: 'hosting', sort: 'accounts', limit: 1 })), [`${HOSTED} 6 6 3`]);
    assert.deepEqual(lines(await groups({ verdict: 'OK', phase: 'failed', flag: 'tor' })), []);
    const [byAsn] = (await groups({ by: 'asn', flag: 'hosting' })).items;
    assert.deepEqual([byAsn?.asn, byAsn?.addresses, byAsn?.address, byAsn?.network], [16_509, 2, null, null]);
    assert.match(byAsn?.asnName ?? '', /amazon/i);
  });

  it('are those of the last day, and forget an account that is erased', async () => {
    await login('taro', HOME);
    await login('jiro', HOME);
    stage.pass(1);
    assert.deepEqual(lines(await groups()), [`${HOME} 2 2 2`]);
    await eraseAccount(stage.ports, stage.site, 'taro');
    assert.deepEqual(lines(await groups()), [`${HOME} 1 1 1`]);
    stage.pass(25 * 3_600_000);
    assert.deepEqual(lines(await groups()), []);
    const from = new Date(stage.ports.clock.now() - 30 * 3_600_000).toISOString();
    assert.deepEqual(lines(await groups({ from })), [`${HOME} 1 1 1`]);
  });

  it('say how far back they go where there is more than a call counts', async () => {
    await login('taro', HOME);
    stage.pass(1000);
    const [known] = await stage.ports.records.sightings(stage.site.id, {
      from: 0,
      to: Number.MAX_SAFE_INTEGER,
      limit: 1,
    });
    assert.ok(known !== undefined);
    let left = LIMITS.sightingsMax + 1000;
    const endless = {
      ...stage.ports.records,
      sightings: async (_: string, { limit }: { limit: number }) =>
        Array.from({ length: limit }, () => ({ ...known, at: left-- })),
    };
    const period = { from: 0, to: 1e6 };
    const covered = await readSightings({ ...stage.ports, records: endless }, stage.site, period, () => {});
    assert.deepEqual([covered.complete, covered.screenings, covered.from], [false, LIMITS.sightingsMax, 1002]);
  });

  it('name the accounts of a device, and of a key, by their references', async () => {
    const signer = new DeviceSigner();
    const refs: string[] = [];
    for (const id of ['taro', 'hanako', 'jiro']) {
      const answer = await stage.ask({ account: { id }, token: await stage.visit({ signer }) });
      signer.spend();
      refs.unshift(answer.account?.ref ?? '');
      stage.pass(1000);
    }
    await stage.ask({ account: { id: 'alone' }, token: await stage.visit({ signer: new DeviceSigner() }) });
    stage.pass(1);
    for (const by of ['device', 'key'] as const) {
      const { items, complete } = await sharedDevices(stage.ports, stage.site, sharedDevicesQuerySchema.parse({ by }));
      assert.equal(complete, true);
      assert.deepEqual(
        items.map(it => [it.accounts, it.knownBy, it.accountRefs.join()]),
        [[3, 'key', refs.join()]],
      );
    }
    const four = await sharedDevices(stage.ports, stage.site, sharedDevicesQuerySchema.parse({ minAccounts: 4 }));
    assert.deepEqual(four.items, []);
  });
});
