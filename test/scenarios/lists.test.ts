import assert from 'node:assert/strict';
import type { ListIndex } from '../../server/core/lists/list-index.ts';
import { StateAway } from '../../server/errors.ts';
import { newEntry } from '../../server/flows/manage-lists.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { Networks } from '../../server/ports/networks.ts';
import { type ListEntryRequest, listEntryRequestSchema } from '../../shared/wire/lists.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { type AskOptions, codesOf, type FlowStage, IP_IN_JAPAN } from '../support/flow-stage.ts';
import { listIndexOf } from '../support/list-entries.ts';
import { stageOver } from '../support/over-store.ts';
import { PEOPLE } from '../support/people.ts';
import { addressIn } from '../support/person-facts.ts';
import { STORES } from '../support/stores.ts';

const OWNER = 'hanako@example.com';
const PASSKEY = { result: 'stepup-passed', grade: 'phishing-resistant' } as const;
const { userAgent } = PEOPLE.chromiumOnLinux;

/** What becomes of people, and of others, whom a list of the site meets. */
for (const store of STORES) {
  describe(`who is on a list, over ${store}`, function () {
    this.timeout(30_000);
    let stage: FlowStage;
    beforeEach(async function () {
      stage = await stageOver(store, this);
    });
    afterEach(() => stage?.close());

    const listOf = (...entries: readonly Partial<ListEntryRequest>[]): ListIndex =>
      listIndexOf(
        ...entries.map(it => {
          const request = { effect: 'block', subject: 'ip', value: IP_IN_JAPAN, reason: 'r', author: 'a', ...it };
          return { ...newEntry(stage.ports, stage.site, listEntryRequestSchema.parse(request)), revision: 1 };
        }),
      );
    const logIn = async (signer: DeviceSigner | null, options: AskOptions = {}, id = OWNER, ip = IP_IN_JAPAN) => {
      const token = await stage.visit(signer === null ? {} : { signer });
      const answer = await stage.ask({ token, account: { id }, client: { ip, userAgent } }, options);
      signer?.spend();
      stage.pass(60_000);
      return answer;
    };
    const said = ({ verdict, decidedBy, device }: ScreeningAnswer) => `${verdict} by ${decidedBy}, ${device?.status}`;
    const ownersDevice = async (): Promise<{ signer: DeviceSigner; device: string }> => {
      const signer = new DeviceSigner();
      const first = await logIn(signer);
      await reportOutcome(stage.ports, stage.site, first.id, PASSKEY);
      return { signer, device: first.device?.id ?? '' };
    };
    const ended = '2030-01-01T00:00:00Z';

    it('refuses everybody of a blocked network, and lets its people in again once it is off the list', async () => {
      const { signer } = await ownersDevice();
      const lists = listOf({ subject: 'cidr', value: '133.11.0.0/16' });
      const refused = await logIn(signer, { lists });
      assert.deepEqual([said(refused), codesOf(refused)[0]], ['NG by block, active', 'list-block']);
      assert.equal(refused.device?.vouched, true, 'it says nothing of the device');
      assert.equal(said(await logIn(signer)), 'OK by score, active');
    });

    it('lets the owner in from the vouched device of the entry, and nobody else there', async () => {
      const { signer, device } = await ownersDevice();
      const allow = { effect: 'allow', subject: 'account', value: OWNER, device, expiresAt: ended } as const;
      const lists = listOf({}, allow);
      assert.equal(said(await logIn(signer, { lists })), 'OK by allow, active');
      assert.match(said(await logIn(new DeviceSigner(), { lists })), /^NG by block/);
      assert.match(said(await logIn(signer, { lists }, 'taro@example.com')), /^NG by block/);
      assert.match(said(await logIn(null, { lists })), /^NG by block/);
      stage.pass(Date.parse(ended) - stage.ports.clock.now());
      assert.match(said(await logIn(signer, { lists })), /^NG by block/, 'the allow has an end');
    });

    it('does not take the word of a device that nothing spoke for', async () => {
      const signer = new DeviceSigner();
      const { device } = await logIn(signer);
      const allow = { effect: 'allow', subject: 'account', value: OWNER, device: device?.id ?? '', expiresAt: ended };
      const lists = listOf({}, { ...allow, effect: 'allow', subject: 'account' });
      assert.match(said(await logIn(signer, { lists })), /^NG by block/);
    });

    it('knows a blocked device by its key on whatever account and network', async () => {
      const { signer, device } = await ownersDevice();
      const lists = listOf({ subject: 'device', value: device });
      assert.match(said(await logIn(signer, { lists }, 'taro@example.com', '198.51.100.9')), /^NG by block/);
      assert.match(said(await logIn(new DeviceSigner(), { lists })), /^OK/);
    });

    const comeBy = async (cookie: string, signer: DeviceSigner | null, options: AskOptions = {}, id = OWNER) => {
      const token = await stage.visit({ device: cookie, ...(signer === null ? {} : { signer }) });
      const answer = await stage.ask({ token, account: { id } }, options);
      signer?.spend();
      stage.pass(60_000);
      return answer;
    };

    it('knows a device that is blocked by its key where it shows its cookie alone, or another key with it', async () => {
      const { device } = await comeBy('pc', new DeviceSigner());
      assert.match(device?.id ?? '', /^dev_k/);
      const lists = listOf({ subject: 'device', value: device?.id ?? '' });
      assert.match(said(await comeBy('pc', null, { lists })), /^NG by block/);
      assert.match(said(await comeBy('pc', null, { lists }, 'taro@example.com')), /^NG by block/);
      const another = new DeviceSigner();
      for (const time of ['first', 'second'])
        assert.match(said(await comeBy('pc', another, { lists })), /^NG by block/, time);
      assert.match(said(await comeBy('phone', null, { lists })), /^OK/);
    });

    it('knows a device that is blocked by its cookie once its page makes a key', async () => {
      await comeBy('pc', null);
      const { device } = await comeBy('pc', null);
      assert.match(device?.id ?? '', /^dev_c/);
      const lists = listOf({ subject: 'device', value: device?.id ?? '' });
      assert.match(said(await comeBy('pc', new DeviceSigner(), { lists })), /^NG by block/);
      assert.match(said(await comeBy('phone', new DeviceSigner(), { lists })), /^OK/);
    });

    it('lets the owner of a cookie in whose copy came with a blocked key', async () => {
      const [owner, thief] = [new DeviceSigner(), new DeviceSigner()];
      await comeBy('home', owner);
      const stolen = await comeBy('home', thief, {}, 'taro@example.com');
      const lists = listOf({ subject: 'device', value: stolen.device?.id ?? '' });
      assert.match(said(await comeBy('home', thief, { lists })), /^NG by block/);
      assert.match(said(await comeBy('home', owner, { lists })), /^OK/);
    });

    it('blocks by the domain of the mail address, in any spelling, and by the network that the data names', async () => {
      const lists = listOf({ subject: 'mail-domain', value: '例え.Example' }, { subject: 'country', value: 'zz' });
      const ask = async (id: string) => (await logIn(null, { lists }, id)).decidedBy;
      assert.deepEqual(
        [await ask('a@例え.example'), await ask('a@xn--r8jz45g.EXAMPLE'), await ask('a@example')],
        ['block', 'block', 'score'],
      );
      const networks: Networks = { of: () => addressIn('ZZ'), loaded: () => [], dataVersions: () => ({}) };
      assert.equal((await logIn(null, { lists, ports: { networks } }, 'b')).decidedBy, 'block');
    });

    it('meets no network of an address that says nothing of who comes', async () => {
      const networks: Networks = {
        of: () => ({ ...addressIn('JP'), scope: 'private' }),
        loaded: () => [],
        dataVersions: () => ({}),
      };
      const lists = listOf({ subject: 'cidr', value: '133.11.0.0/16' }, { subject: 'country', value: 'JP' });
      assert.match(said(await logIn(new DeviceSigner(), { lists, ports: { networks } })), /^OK by score/);
    });

    it('blocks while the state is away, and allows nobody then', async () => {
      const { signer, device } = await ownersDevice();
      const away = () => Promise.reject(new StateAway('unreachable'));
      const ports = { state: { ...stage.ports.state, load: away, commit: away, change: away } };
      const allow = { effect: 'allow', subject: 'account', value: OWNER, device, expiresAt: ended } as const;
      assert.match(said(await logIn(signer, { lists: listOf({}), ports })), /^NG by block/);
      assert.match(said(await logIn(signer, { lists: listOf(allow), ports })), /^REVIEW by failover/);
    });
  });
}
