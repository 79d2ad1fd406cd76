import assert from 'node:assert/strict';
import type { ListIndex } from '../../server/core/lists/list-index.ts';
import { seasonCellsOf } from '../../server/core/season/season.ts';
import { TRIED, TRIED_AND_FAILED } from '../../server/core/season/tried.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { ScreeningAnswer, ScreeningQuestion } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { listIndexOf } from '../support/list-entries.ts';
import { PEOPLE } from '../support/people.ts';

/** What the list is worked off with; its headers are in an order of their own. */
const TOOL = PEOPLE.chromiumOnLinux.userAgent;
const HEADERS: [string, string][] = [
  ['host', 'bank.example'],
  ['user-agent', TOOL],
  ['accept', '*/*'],
];
const TOOLED = { ip: '203.0.0.9', userAgent: TOOL, headers: HEADERS };
const PHONE = PEOPLE.safariOnIphone;

/** Many failing logins, and who else comes meanwhile. */
describe('campaigns', () => {
  let stage: FlowStage;
  beforeEach(async () => {
    stage = await openFlowStage();
    const now = stage.ports.clock.now();
    for (let n = 0; n < 2000; n++)
      stage.habits.add(stage.site.id, 'season', seasonCellsOf(now, n % 20 === 0 ? TRIED_AND_FAILED : TRIED));
  });
  afterEach(() => stage.close());

  const stuff = (n: number, change: Partial<ScreeningQuestion> = {}): Promise<ScreeningAnswer> => {
    const address = n % 480;
    const client = { ip: `203.${address >> 4}.${address & 15}.9`, userAgent: TOOL, headers: HEADERS };
    return stage.ask({ token: '', phase: 'failed', account: { id: `listed-${n}` }, client, ...change });
  };
  const campaignOf = ({ reasons }: ScreeningAnswer): string =>
    String(reasons.find(it => it.code === 'login-campaign')?.facts['campaign'] ?? 'none');
  /** A customer at a phone, from a carrier's network. */
  const customer = async (n: number, failed = false): Promise<ScreeningAnswer> => {
    const token = await stage.visit({ person: PHONE });
    const client = { ip: `126.1.${n >> 8}.${n & 255}`, userAgent: PHONE.userAgent };
    const phase = failed ? 'failed' : 'succeeded';
    return stage.ask({ token, phase, account: { id: `customer-${n}` }, client }, { person: PHONE });
  };

  it('are one where 480 addresses try 800 accounts, asked wherever a password is right, and touch nobody else', async () => {
    const signer = new DeviceSigner();
    const own = async (): Promise<ScreeningAnswer> => {
      const answer = await stage.ask({ token: await stage.visit({ signer }), account: { id: 'owner' } });
      signer.spend();
      return answer;
    };
    await reportOutcome(stage.ports, stage.site, (await own()).id, {
      result: 'stepup-passed',
      grade: 'phishing-resistant',
    });
    const ids: string[] = [];
    for (let n = 0; n < 800; n++) {
      ids.push(campaignOf(await stuff(n)));
      if (n % 8 === 0) assert.equal((await customer(n, n % 160 === 0)).verdict, 'OK', `customer ${n}`);
      stage.pass(500);
    }
    assert.equal(ids.indexOf('none'), 0);
    assert.equal(ids.lastIndexOf('none'), 79);
    assert.equal(new Set(ids).size, 2, 'none, then one');
    const entered = await stuff(800, { phase: 'succeeded' });
    const { accounts, addresses } = entered.reasons.find(it => it.code === 'login-campaign')?.facts ?? {};
    assert.deepEqual([entered.verdict, accounts, addresses], ['REVIEW', 800, 480]);
    assert.equal((await own()).verdict, 'OK', 'the owner, by the same browser, at a device that is known');
  }).timeout(60_000);

  it('are refused once somebody says so, but for the owner who has the same browser', async () => {
    const signer = new DeviceSigner();
    const own = async (lists?: ListIndex): Promise<ScreeningAnswer> => {
      const question = { token: await stage.visit({ signer }), account: { id: 'owner' } };
      const answer = await stage.ask(question, lists === undefined ? {} : { lists });
      signer.spend();
      return answer;
    };
    const proof = { result: 'stepup-passed', grade: 'phishing-resistant' } as const;
    await reportOutcome(stage.ports, stage.site, (await own()).id, proof);
    let id = 'none';
    for (let n = 0; n < 100; n++) id = campaignOf(await stuff(n));
    const expiresAt = stage.ports.clock.now() + 3_600_000;
    // Also the shapes that the owner's browser has in common with the tool.
    const shared = [...stage.velocity.shapes.take()].map(it => it.id);
    const entry = { siteId: stage.site.id, effect: 'block', subject: 'campaign', expiresAt } as const;
    const lists = listIndexOf(...new Set([id, ...shared].map(key => ({ ...entry, key }))));
    const said = ({ verdict, decidedBy }: ScreeningAnswer): string => `${verdict} ${decidedBy}`;
    const entered = await stage.ask({ token: '', account: { id: 'listed-7' }, client: TOOLED }, { lists });
    assert.equal(said(entered), 'NG block');
    assert.equal(said(await own(lists)), 'OK score');
    const token = await stage.visit({ person: PHONE });
    const asked = { token, account: { id: 'customer-9' }, client: { ip: '126.1.0.9', userAgent: PHONE.userAgent } };
    assert.equal(said(await stage.ask(asked, { person: PHONE, lists })), 'OK score', 'a customer at a phone');
  }).timeout(60_000);

  it('ask who has the word that is sprayed, and tell in no record which word that is', async () => {
    let tools = 0;
    const spray = async (sketch: number, tries: number): Promise<void> => {
      for (let n = 0; n < tries; n++) {
        const client = { ip: `203.${n}.${tools % 250}.9`, userAgent: `tool ${tools++}`, headers: [] };
        await stuff(n, { client, account: { id: `sprayed-${sketch}-${n}` }, credential: { sketch } });
      }
    };
    await spray(4711, 180);
    await spray(1234, 100);
    const recorded = async (n: number, sketch: number): Promise<string> => {
      const token = await stage.visit({ person: PHONE });
      const client = { ip: `126.1.0.${n}`, userAgent: PHONE.userAgent };
      const question = { token, account: { id: `owner-${n}` }, client, credential: { sketch } };
      const { id, verdict } = await stage.ask(question, { person: PHONE });
      const record = await stage.ports.records.screening(stage.site.id, id);
      assert.ok(record !== null && !JSON.stringify(record).includes('cmp_'));
      const told = Object.entries(record.features).filter(([name]) => name.startsWith('campaign'));
      const said = [...record.evidence, ...record.answer.reasons].filter(it => it.code === 'login-campaign');
      return `${verdict} ${JSON.stringify([told, said])}`;
    };
    const [one, other, ofOtherWord, none] = [
      await recorded(1, 4711),
      await recorded(2, 4711),
      await recorded(3, 1234),
      await recorded(4, 99),
    ];
    assert.match(one, /^REVIEW .*unnamed.*"login-campaign"/);
    assert.equal(other, one);
    assert.equal(ofOtherWord, one);
    assert.match(none, /^OK .*"none".*\[\]\]$/);
  }).timeout(60_000);

  it('are none of an on-sale, where twenty times as many come and mistype as often as ever', async () => {
    const asked: string[] = [];
    for (let n = 0; n < 400; n++) {
      const answer = await customer(n, n % 15 === 0);
      if (answer.verdict !== 'OK') asked.push(`${n} ${codesOf(answer).join()}`);
      assert.equal(campaignOf(answer), 'none');
      stage.pass(20);
    }
    assert.deepEqual(asked, []);
  }).timeout(60_000);

  it('leave out what usually fails: an address is told by how many of its logins do', async () => {
    const ip = '203.0.113.5';
    const client = { ip, userAgent: PHONE.userAgent };
    const at = async (n: number, phase: 'failed' | 'succeeded') =>
      stage.ask(
        { token: await stage.visit({ person: PHONE }), phase, account: { id: `cafe-${n}` }, client },
        { person: PHONE },
      );
    for (let n = 0; n < 40; n++)
      assert.ok(!codesOf(await at(n, n % 20 === 0 ? 'failed' : 'succeeded')).includes('failing-network'));
    for (let n = 40; n < 60; n++) await at(n, 'failed');
    const next = await at(60, 'succeeded');
    const told = next.reasons.find(it => it.code === 'failing-network');
    assert.equal(told?.facts['where'], 'address');
  });

  it('are told by address however often its own accounts log in, sign up and transfer there', async () => {
    const client = { ip: '203.0.113.6', userAgent: TOOL, headers: HEADERS };
    const own = async (change: Partial<ScreeningQuestion>) =>
      stage.ask({ token: await stage.visit(), phase: 'succeeded', account: { id: 'mine' }, client, ...change });
    const excess = async (): Promise<number> => {
      const { reasons } = await stage.ask({ token: '', phase: 'attempted', account: { id: 'next' }, client });
      return Number(reasons.find(it => it.code === 'failing-network')?.facts['excess'] ?? 0);
    };
    for (let n = 0; n < 60; n++) {
      await stage.ask({ token: '', phase: 'attempted', account: { id: `listed-${n}` }, client });
      await stage.ask({ token: '', phase: 'failed', account: { id: `listed-${n}` }, client });
    }
    const alone = await excess();
    assert.ok(alone > 7, String(alone));
    for (let n = 0; n < 60; n++) {
      await own({});
      await own({ action: 'transfer' });
      await own({ action: 'sign-up', account: { id: `made-up-${n}` } });
    }
    const beside = await excess();
    // One account of his own is one more that was tried.
    assert.ok(beside > alone - 0.3, `${beside} of ${alone}`);
  }).timeout(60_000);
});
