import assert from 'node:assert/strict';
import { seasonCellsOf } from '../../server/core/season/season.ts';
import { TRIED, TRIED_AND_FAILED } from '../../server/core/season/tried.ts';
import { openCampaigns } from '../../server/flows/site-campaigns.ts';
import { type SiteVelocity, siteVelocity } from '../../server/flows/site-velocity.ts';
import type { CampaignCounts } from '../../server/ports/campaign-counts.ts';
import type { ScreeningAnswer, ScreeningQuestion } from '../../shared/wire/screening.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { listIndexOf } from '../support/list-entries.ts';
import { PEOPLE } from '../support/people.ts';

const TOOL = PEOPLE.chromiumOnLinux.userAgent;
const HEADERS: [string, string][] = [
  ['host', 'bank.example'],
  ['user-agent', TOOL],
];

type Process = { readonly velocity: SiteVelocity; readonly exchange: () => Promise<void> };

/** One store, several processes, each of which sees its share of an attack. */
describe('a campaign over several processes', function () {
  this.timeout(60_000);
  let stage: FlowStage;
  const told: unknown[] = [];
  beforeEach(async () => {
    stage = await openFlowStage();
    const now = stage.ports.clock.now();
    for (let n = 0; n < 2000; n++)
      stage.habits.add(stage.site.id, 'season', seasonCellsOf(now, n % 20 === 0 ? TRIED_AND_FAILED : TRIED));
    told.length = 0;
  });
  afterEach(() => stage.close());

  const open = async (name: string, store: CampaignCounts = stage.ports.campaignCounts): Promise<Process> => {
    const velocity = siteVelocity(stage.habits, stage.ports.keys);
    const exchange = await openCampaigns(store, velocity, stage.ports.clock, name, error => told.push(error));
    return { velocity, exchange };
  };
  const stuff = (
    n: number,
    { velocity }: Process,
    change: Partial<ScreeningQuestion> = {},
  ): Promise<ScreeningAnswer> => {
    const address = n % 480;
    const client = { ip: `203.${address >> 4}.${address & 15}.9`, userAgent: TOOL, headers: HEADERS };
    const asked = { token: '', phase: 'failed', account: { id: `listed-${n}` }, client, ...change } as const;
    return stage.ask(asked, { siteVelocity: velocity });
  };
  const campaignOf = ({ reasons }: ScreeningAnswer) => reasons.find(it => it.code === 'login-campaign')?.facts;

  it('is one with its whole size: 480 addresses, 800 accounts, four processes', async () => {
    const all = await Promise.all(['p1', 'p2', 'p3', 'p4'].map(it => open(it)));
    const ids = new Set<unknown>();
    for (let n = 0; n < 800; n++) {
      const process = all[(n * 7) % 4];
      assert.ok(process !== undefined);
      ids.add(campaignOf(await stuff(n, process))?.['campaign'] ?? 'none');
      stage.pass(500);
      if (n % 10 === 9) for (const it of all) await it.exchange();
    }
    for (const it of [...all, ...all]) await it.exchange();
    stage.pass(1000);
    for (const process of [...all, await open('p5')]) {
      const facts = campaignOf(await stuff(799, process, { phase: 'succeeded' }));
      assert.deepEqual([facts?.['accounts'], facts?.['addresses']], [800, 480]);
      ids.add(facts?.['campaign']);
    }
    assert.equal(ids.size, 2, `none, then one: ${[...ids].join()}`);
    const rows = await stage.ports.campaignCounts.found(stage.site.id, null, 100);
    assert.deepEqual(new Set(rows.map(it => it.process)), new Set(['p1', 'p2', 'p3', 'p4']));
    assert.deepEqual(told, []);
  });

  it('is not told of typing errors, nor of a shape that a few fail with', async () => {
    const [one, other] = [await open('p1'), await open('p2')];
    for (let n = 0; n < 5; n++) await stuff(n, one);
    for (let n = 0; n < 400; n++) {
      const phase = n % 20 === 0 ? 'failed' : 'succeeded';
      await stuff(n, one, { phase, client: { ip: '133.11.0.1', userAgent: 'Common' } });
    }
    await one.exchange();
    await other.exchange();
    assert.equal((await stage.ports.campaignCounts.changed({ at: 0, siteId: '', id: '', process: '' }, 100)).length, 0);
  });

  it('keeps what it counted while the store is away', async () => {
    let away = true;
    const { campaignCounts } = stage.ports;
    const store: CampaignCounts = {
      ...campaignCounts,
      put: (...it) => (away ? Promise.reject(new Error('away')) : campaignCounts.put(...it)),
    };
    const one = await open('p1', store);
    for (let n = 0; n < 100; n++) await stuff(n, one);
    await one.exchange();
    assert.equal(told.length, 1);
    away = false;
    await one.exchange();
    const [found] = await campaignCounts.found(stage.site.id, null, 10);
    assert.equal(found?.sketch.attempts, 100);
  });

  it('tells nobody a password, not even as its hash', async () => {
    const one = await open('p1');
    for (let n = 0; n < 100; n++) {
      const client = { ip: `203.0.${n}.9`, userAgent: `tool ${n}` };
      await stuff(n, one, { client, credential: { sketch: 4711 } });
    }
    await one.exchange();
    const [row, ...rest] = await stage.ports.campaignCounts.found(stage.site.id, null, 10);
    assert.deepEqual([row?.sketch.attempts, row?.shape, rest.length], [100, null, 0]);
  });

  it('is switched off in a process that saw nothing of it, by its shape', async () => {
    const [one, fresh] = [await open('p1'), await open('p2')];
    let last: ScreeningAnswer | null = null;
    for (let n = 0; n < 100; n++) last = await stuff(n, one);
    const id = String(last === null ? '' : campaignOf(last)?.['campaign']);
    assert.match(id, /^cmp_/);
    const expiresAt = stage.ports.clock.now() + 60_000;
    const said = async (effect: 'block' | 'ask' | 'watch' | 'allow', process: Process) => {
      const lists = listIndexOf({ siteId: stage.site.id, effect, subject: 'campaign', key: id, expiresAt });
      const client = { ip: '203.0.0.9', userAgent: TOOL, headers: HEADERS };
      const asked = { token: '', phase: 'succeeded', account: { id: 'listed-1' }, client } as const;
      const answer = await stage.ask(asked, { siteVelocity: process.velocity, lists });
      return `${answer.verdict} ${answer.decidedBy} ${campaignOf(answer) === undefined ? 'unseen' : 'seen'}`;
    };
    assert.equal(await said('block', fresh), 'NG block unseen');
    assert.equal(await said('block', one), 'NG block seen');
    assert.match(await said('watch', one), / seen$/);
    assert.match(await said('allow', one), / unseen$/);
    stage.pass(60_000);
    assert.doesNotMatch(await said('block', fresh), /block/);
  });
});
