import assert from 'node:assert/strict';
import { ProblemError } from '../../server/errors.ts';
import { changeDevice } from '../../server/flows/account-devices.ts';
import { accountTimeline } from '../../server/flows/account-timeline.ts';
import { eraseAccount } from '../../server/flows/erase-account.ts';
import { exportAccount } from '../../server/flows/export-account.ts';
import { addListEntry, endListEntry } from '../../server/flows/manage-lists.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { ScreeningQuestion } from '../../shared/wire/screening.ts';
import { type Timeline, type TimelineItem, timelineQuerySchema, timelineSchema } from '../../shared/wire/timeline.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';

const ID = 'hanako@example.com';

const lineOf = ({ kind, screening, outcome, device, vouching, list, lock }: TimelineItem): string => {
  const said = {
    screening: screening && [
      screening.phase,
      screening.verdict,
      screening.device?.by ?? 'none',
      screening.outcomes.join('+'),
    ],
    outcome: outcome && [outcome.result, outcome.source, outcome.grade],
    device: device && [device.from ?? 'new', device.to, device.cause, device.author],
    vouching: vouching && [vouching.said, vouching.cause, vouching.author],
    list: list && [list.change, list.effect, list.author],
    lock: lock && [lock.lane],
  }[kind];
  return [kind, ...(said ?? ['nothing'])].join(' ').trim();
};

describe("an account's time line", () => {
  let stage: FlowStage;
  beforeEach(async () => {
    stage = await openFlowStage();
  });
  afterEach(() => stage.close());

  const read = async (query: object = {}, asked = ID): Promise<Timeline> =>
    timelineSchema.parse(await accountTimeline(stage.ports, stage.site, asked, timelineQuerySchema.parse(query)));
  const lines = ({ items }: Timeline): string => items.map(lineOf).join('\n');
  const pass = (): void => stage.pass(60_000);
  const login = async (signer: DeviceSigner | null, question: Partial<ScreeningQuestion> = {}) => {
    const token = signer === null ? '' : await stage.visit({ signer });
    const answer = await stage.ask({ token, account: { id: ID }, ...question });
    signer?.spend();
    pass();
    return answer;
  };

  it('tells what happened in its order, newest first, also what was said long afterwards', async () => {
    const signer = new DeviceSigner();
    const first = await login(signer);
    await reportOutcome(stage.ports, stage.site, first.id, {
      result: 'stepup-passed',
      grade: 'phishing-resistant',
      source: 'bank',
    });
    pass();
    const entry = await addListEntry(stage.ports, stage.site, {
      ...{ effect: 'block', subject: 'account', value: ID, device: null, actions: [] },
      ...{ author: 'suzuki', reason: 'asked by phone', expiresAt: null },
    });
    pass();
    await endListEntry(stage.ports, stage.site, entry.id, 'sato');
    pass();
    const second = await login(signer);
    await reportOutcome(stage.ports, stage.site, second.id, { result: 'succeeded' });
    await login(null, { phase: 'failed' });
    const by = { author: 'sato', comment: '' };
    await changeDevice(stage.ports, stage.site, second.device?.id ?? '', { account: ID, status: 'unproven', ...by });
    pass();
    await reportOutcome(stage.ports, stage.site, first.id, { result: 'fraud', source: 'desk' });
    const told = lines(await read());
    assert.equal(
      told,
      [
        'vouching revoked fraud',
        'device unproven fraudulent fraud',
        'outcome fraud desk',
        'device active unproven by-hand sato',
        'screening failed REVIEW none',
        'screening succeeded OK key succeeded',
        'list deleted block sato',
        'list added block suzuki',
        'vouching vouched proof',
        'outcome stepup-passed bank phishing-resistant',
        'device new active login',
        'screening succeeded OK key stepup-passed+fraud',
      ].join('\n'),
      told,
    );
  });

  it('comes page by page, whatever falls into one moment, and by a period', async () => {
    const signer = new DeviceSigner();
    for (let n = 0; n < 7; n++) {
      const { id } = await stage.ask({ token: await stage.visit({ signer }), account: { id: ID } });
      signer.spend();
      if (n % 2 === 0) await reportOutcome(stage.ports, stage.site, id, { result: 'legit' });
      if (n % 3 === 0) pass();
    }
    const whole = await read();
    assert.equal(whole.next, null);
    for (const limit of [1, 2, 3, 5]) {
      const seen: TimelineItem[] = [];
      let cursor: string | null = null;
      do {
        const page: Timeline = await read({ limit, ...(cursor === null ? {} : { cursor }) });
        seen.push(...page.items);
        cursor = page.next;
      } while (cursor !== null);
      assert.equal(JSON.stringify(seen), JSON.stringify(whole.items), `${limit} a page`);
    }
    const [, middle] = [...new Set(whole.items.map(it => it.at))];
    const parts = [await read({ from: middle }), await read({ to: middle })];
    assert.equal(parts.map(lines).join('\n'), lines(whole));
    await assert.rejects(read({ cursor: 'tml_0' }), (error: unknown) => error instanceof ProblemError);
  });

  it('tells of locks, and is the same by the reference, without the id', async () => {
    for (let n = 0; n < 10; n++) await login(null, { phase: 'failed' });
    const { items } = await read();
    assert.equal(items.map(lineOf).slice(0, 2).join(), 'lock others,screening failed REVIEW none');
    assert.equal(items.find(it => it.kind === 'screening')?.screening?.lock, 'locked');
    const ref = (await stage.ask({ account: { id: ID } })).account?.ref ?? '';
    assert.equal((await read({ limit: 1 }, ref)).items[0]?.kind, 'screening');
    assert.ok(!JSON.stringify(await read({}, ref)).includes('hanako'));
    assert.equal((await read({}, 'nobody')).items.length, 0);
  });

  it('tells of no browser that only tried, for strangers would push out what was said', async () => {
    const { id } = await login(new DeviceSigner());
    await reportOutcome(stage.ports, stage.site, id, { result: 'legit', source: 'desk' });
    pass();
    for (let n = 0; n < 70; n++) {
      const tried = await login(new DeviceSigner(), { phase: 'attempted' });
      await reportOutcome(stage.ports, stage.site, tried.id, { result: 'failed' });
    }
    const { items } = await read({ to: new Date(stage.ports.clock.now() - 70 * 60_000).toISOString() });
    assert.equal(
      items.map(lineOf).join(),
      'outcome legit desk,device new active login,screening succeeded OK key legit',
    );
    const own = new DeviceSigner();
    const tried = await login(own, { phase: 'attempted' });
    await reportOutcome(stage.ports, stage.site, tried.id, { result: 'succeeded' });
    assert.equal((await read({ limit: 1 })).items.map(lineOf).join(), 'device pending active succeeded');
  });

  it('is exported with the account, and goes with it', async () => {
    const { id } = await login(new DeviceSigner());
    await reportOutcome(stage.ports, stage.site, id, { result: 'legit' });
    const { history } = await exportAccount(stage.ports, stage.site, ID, { limit: 10 });
    assert.equal(history.flatMap(it => it.lists['events'] ?? []).length, 2);
    await eraseAccount(stage.ports, stage.site, ID);
    assert.deepEqual(await read(), { items: [], next: null });
  });
});
