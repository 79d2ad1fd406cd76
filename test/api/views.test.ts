import assert from 'node:assert/strict';
import { laidOut } from '../../server/core/layout-problem.ts';
import { timelineSchema } from '../../shared/wire/timeline.ts';
import { addressGroupsSchema, sharedDevicesSchema } from '../../shared/wire/views.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { addSite, assertProblem, type GateClient } from '../support/gate-client.ts';
import { serverOver } from '../support/over-store.ts';
import { personReport, tokenField } from '../support/person-report.ts';
import { STORES } from '../support/stores.ts';

const USER_AGENT = 'Mozilla/5.0';

for (const store of STORES) {
  describe(`api: what analysts look at, on ${store}`, function () {
    this.timeout(90_000);
    const close = closing();
    let bank: GateClient;
    let shop: GateClient;
    let ref = '';

    before(async function () {
      const server = await serverOver(store, this, close);
      bank = await addSite(server, 'bank', { mode: 'enforce', scope: 'screen,outcome,read,manage' });
      shop = await addSite(server, 'shop', { scope: 'screen,read' });
      for (let n = 0; n < 6; n++) await login(`a${n % 3}`, '198.51.100.7', 'failed');
      await login('a0', '198.51.100.8', 'failed');
      await login('taro', '2001:db8::7', 'succeeded');
      const answer = await login('taro', '2001:db8::7', 'succeeded');
      ref = answer.account?.ref ?? '';
      await bank.outcome(answer.id, { result: 'fraud', source: 'desk' });
      await shop.ask({ account: { id: 'taro' }, token: null });
    });

    const login = (account: string, ip: string, phase: 'succeeded' | 'failed') =>
      bank.ask({ account: { id: account }, phase, token: null, client: { ip, userAgent: USER_AGENT } });
    const groups = async (query: string, by = bank) =>
      addressGroupsSchema.parse(JSON.parse((await by.get(`/v1/addresses${query}`)).text));

    it('counts by address and by network, on its own site alone', async () => {
      const { items, complete } = await eventually('all are searched', async () => {
        const found = await groups('');
        return found.screenings === 9 && found;
      });
      assert.equal(complete, true);
      const lines = items.map(it => `${it.address} ${it.network} ${it.screenings} ${it.failed} ${it.accounts}`);
      assert.deepEqual(lines, [
        '198.51.100.7 198.51.100.0/24 6 6 3',
        '2001:db8::7 2001:db8:0:0::/64 2 0 1',
        '198.51.100.8 198.51.100.0/24 1 1 1',
      ]);
      const shared = await groups('?by=network&minAccounts=2&phase=failed');
      assert.deepEqual([shared.groups, shared.items[0]?.addresses, shared.items[0]?.screenings], [1, 2, 7]);
      assert.equal((await groups('', shop)).screenings <= 1, true);
      assertProblem(await bank.get('/v1/addresses?flag=evil'), 'fields-invalid');
      assertProblem(await bank.get('/v1/addresses?minAccounts=-1'), 'fields-invalid');
    });

    it("tells an account's time line, by its id and by its reference", async () => {
      const read = async (asked: string, query = '') =>
        timelineSchema.parse(JSON.parse((await bank.get(`/v1/accounts/${asked}/timeline${query}`)).text));
      const whole = await read('taro');
      assert.equal(whole.items.map(it => it.kind).join(), 'outcome,screening,screening');
      assert.deepEqual(await read(ref), whole);
      const first = await read(ref, '?limit=2');
      const rest = await read(ref, `?limit=2&cursor=${first.next}`);
      assert.deepEqual([...first.items, ...rest.items], whole.items);
      assertProblem(await bank.get('/v1/accounts/taro/timeline?cursor=scr_1'), 'fields-invalid');
    });

    it('names who shares a device, and shows nothing without the scope', async () => {
      const nonce = await bank.nonce();
      const first = await bank.sendReport({ ...personReport, nonce, layout: laidOut(nonce) });
      const [cookie = ''] = first.headers['set-cookie']?.[0]?.split(';') ?? [];
      for (const account of ['one', 'two', 'three']) {
        await bank.ask({ account: { id: account }, token: tokenField(await bank.collect({}, { cookie })) });
      }
      const shared = async () =>
        sharedDevicesSchema.parse(JSON.parse((await bank.get('/v1/devices/shared?minAccounts=3')).text));
      const { items } = await eventually('they are searched', async () => {
        const found = await shared();
        return found.items.length > 0 && found;
      });
      assert.deepEqual([items.length, items[0]?.accounts, items[0]?.accountRefs.length], [1, 3, 3]);
      assert.ok(items[0]?.accountRefs.every(it => it.startsWith('acc_')));
      for (const path of ['/v1/addresses', '/v1/devices/shared', '/v1/campaigns', `/v1/accounts/${ref}/timeline`]) {
        assertProblem(await bank.get(path, {}), 'key-missing');
      }
    });
  });
}
