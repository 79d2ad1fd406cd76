import assert from 'node:assert/strict';
import { campaignSchema, campaignsSchema } from '../../shared/wire/campaigns.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { addSite, assertProblem, type GateClient, HOLDS_WITHIN, JSON_TYPE, send } from '../support/gate-client.ts';
import { serverOver } from '../support/over-store.ts';
import type { TestServer } from '../support/server.ts';
import { STORES } from '../support/stores.ts';

const AGENT = 'stuffing-tool/1.0';
const EXPIRES = '2099-12-31T15:00:00.000Z';
const ACCOUNTS = 160;

for (const store of STORES) {
  describe(`api: campaigns, four processes on ${store}`, function () {
    this.timeout(90_000);
    const close = closing();
    let server: TestServer;
    let bank: GateClient;
    let shop: GateClient;
    let id = '';

    before(async function () {
      server = await serverOver(store, this, close, { args: ['--workers', '4'] });
      bank = await addSite(server, 'bank', { mode: 'enforce', scope: 'screen,outcome,read,manage' });
      // Long before it is used: which processes take the calls that ask for its key, the system decides.
      shop = await addSite(server, 'shop', { scope: 'read' });
    });

    /** Over a connection of its own: it comes to any of the processes. */
    const call = (method: string, path: string, body?: unknown, by = bank) =>
      send(server.url, path, {
        method,
        headers: { ...by.bearer, ...JSON_TYPE, connection: 'close' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const login = (n: number, phase: 'failed' | 'succeeded' = 'failed') => {
      const client = {
        ip: `203.0.113.${n % 96}`,
        userAgent: AGENT,
        headers: [['host', 'bank.example']] as [string, string][],
      };
      return bank.ask({ account: { id: `listed-${n}` }, phase, client, token: null }, { connection: 'close' });
    };
    const listed = async () => campaignsSchema.parse(JSON.parse((await call('GET', '/v1/campaigns')).text)).items;
    const switched = async (change: object, of = id) => {
      const body = { author: 'suzuki', reason: 'a list', expiresAt: EXPIRES, ...change };
      return call('PUT', `/v1/campaigns/${of}/switch`, body);
    };
    /** In each of the processes. */
    const holds = (wanted: RegExp) =>
      eventually(
        String(wanted),
        async () => {
          const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => login(n, 'succeeded')));
          return answers.every(it => wanted.test(`${it.verdict} ${it.decidedBy}`));
        },
        HOLDS_WITHIN,
      );

    it('shows one with the size that all processes saw together, its shape in words', async () => {
      assert.deepEqual(await listed(), []);
      for (let n = 0; n < ACCOUNTS; n += 20) await Promise.all(Array.from({ length: 20 }, (_, k) => login(n + k)));
      const campaign = await eventually(
        'all that was tried is counted',
        async () => {
          // Who is the first to see that it is one says so when he is asked again.
          await login(0);
          return (await listed()).find(it => it.accounts === ACCOUNTS && it.addresses === 96 && it.shape.by === 'tool');
        },
        { withinMs: 30_000, seen: listed },
      );
      ({ id } = campaign);
      assert.ok(campaign.attempts > ACCOUNTS);
      assert.match(campaign.shape.text.en, /one user agent/);
      assert.deepEqual([campaign.shape.agent, campaign.shape.headers, campaign.switch.state], [AGENT, 'host', 'auto']);
      const read = campaignSchema.parse(JSON.parse((await call('GET', `/v1/campaigns/${id}`)).text));
      assert.equal(read.startedAt, campaign.startedAt);
    });

    it('has one switch, which every process follows within a second', async () => {
      const states = async () => {
        const { items } = JSON.parse((await call('GET', '/v1/lists/entries?subject=campaign')).text);
        return items.map((it: { effect: string; value: string }) => `${it.effect} ${it.value}`).join();
      };
      for (const [state, wanted, entries] of [
        ['block', /^NG block$/, `block ${id}`],
        ['ask', /^(REVIEW|NG) (rule|score)$/, `ask ${id}`],
        ['off', /^(OK|REVIEW|NG) score$/, `allow ${id}`],
        ['block', /^NG block$/, `block ${id}`],
        ['auto', / score$/, ''],
      ] as const) {
        const { status, text } = await switched({ state });
        assert.equal(status, 200, text);
        const { switch: now } = campaignSchema.parse(JSON.parse(text));
        assert.equal(now.state, state);
        assert.equal(now.author, state === 'auto' ? null : 'suzuki');
        await holds(wanted);
        assert.equal(await states(), entries);
      }
    });

    it('names its members, page by page', async () => {
      const asked: Record<string, string> = { campaign: id, limit: '5' };
      const first = await eventually('members are searched', async () => {
        const page = await bank.search(asked);
        return page.next !== null && page;
      });
      const next = await bank.search({ ...asked, cursor: first.next ?? '' });
      const members = [...first.items, ...next.items];
      const of = members.map(it => it.reasons.find(reason => reason.code === 'login-campaign')?.facts['campaign']);
      assert.deepEqual(new Set(of), new Set([id]));
      assert.equal(new Set(members.map(it => it.id)).size, members.length);
      assert.deepEqual((await bank.search({ campaign: 'cmp_none' })).items, []);
      assertProblem(await call('GET', `/v1/screenings?campaign=${id}&reason=webdriver`), 'fields-invalid');
    });

    it('refuses what is no campaign, has no end, or who may not', async () => {
      assertProblem(await switched({ state: 'block' }, 'cmp_none'), 'campaign-unknown');
      assertProblem(await call('GET', '/v1/campaigns/x%00'), 'campaign-unknown');
      assertProblem(await switched({ state: 'block', expiresAt: null }), 'fields-invalid');
      assertProblem(await switched({ state: 'block', expiresAt: '2020-01-01T00:00:00Z' }), 'fields-invalid');
      const ofShop = await call('GET', `/v1/campaigns/${id}`, undefined, shop);
      assertProblem(ofShop, 'campaign-unknown');
      assertProblem(await call('PUT', `/v1/campaigns/${id}/switch`, { state: 'auto' }, shop), 'scope-missing');
    });
  });
}
