import assert from 'node:assert/strict';
import { seasonCellsOf, usualFailureShare } from '../../server/core/season/season.ts';
import { TRIED, TRIED_AND_FAILED } from '../../server/core/season/tried.ts';
import type { SitePart } from '../../server/core/site-cells.ts';
import type { Phase } from '../../shared/wire/judgement.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { PEOPLE } from '../support/people.ts';

/** What a site's logins teach of what is usual. */
describe("a site's velocity", () => {
  let stage: FlowStage;
  beforeEach(async () => {
    stage = await openFlowStage();
  });
  afterEach(() => stage.close());
  const sum = (part: SitePart): number =>
    (stage.habits.sums(stage.site.id, part) ?? new Float64Array()).reduce((all, it) => all + it, 0);

  it('is of each login once, and nothing of what else is asked', async () => {
    await stage.ask({ action: 'transfer' });
    assert.equal(sum('season'), 0);
    await stage.ask({ phase: 'succeeded' });
    const one = sum('season');
    await stage.ask({ phase: 'failed', account: { id: 'another' } });
    // A try is of its hour and of all hours; a failure is both once more.
    assert.ok(Math.abs(sum('season') / one - 3) < 1e-9);
    for (let n = 0; n < 5; n++)
      await stage.ask({ phase: n % 2 === 0 ? 'failed' : 'succeeded', account: { id: 'another' } });
    assert.ok(Math.abs(sum('season') / one - 3) < 1e-9, 'and of each account once an hour');
  });

  it('takes an attempt for the try, and what follows it for its failure alone', async () => {
    await stage.ask({ phase: 'succeeded' });
    const one = sum('season');
    const told = async (phase: Phase, token: string): Promise<number> => {
      await stage.ask({ phase, token, account: { id: token.slice(-9) } });
      return Math.round(sum('season') / one);
    };
    const [right, wrong] = [await stage.visit(), await stage.visit()];
    assert.deepEqual([await told('attempted', right), await told('succeeded', right)], [2, 2]);
    assert.deepEqual([await told('attempted', wrong), await told('failed', wrong)], [3, 4]);
    assert.equal((await stage.ask({ phase: 'attempted', token: '' })).verdict, 'REVIEW');
    assert.equal(Math.round(sum('season') / one), 4, 'may come to no end');
  });

  it('is no storm where a site tells attempts and failures, and no success', async () => {
    const { now } = stage.ports.clock;
    for (let n = 0; n < 2000; n++)
      stage.habits.add(stage.site.id, 'season', seasonCellsOf(now(), n % 20 === 0 ? TRIED_AND_FAILED : TRIED));
    for (let n = 0; n < 300; n++) {
      const client = { ip: `126.1.${n >> 8}.${n & 255}`, userAgent: PEOPLE.chromiumOnLinux.userAgent };
      const question = { token: await stage.visit(), account: { id: `c${n}` }, client };
      await stage.ask({ ...question, phase: 'attempted' });
      if (n % 15 === 0) await stage.ask({ ...question, phase: 'failed' });
    }
    const usual = usualFailureShare(stage.habits.sums(stage.site.id, 'season') ?? new Float64Array(), now()) ?? 0;
    // 100 + 20 of 2,000 + 300, and a little of the guess.
    assert.ok(usual > 0.048 && usual < 0.056, String(usual));
  });

  it('hardly learns from what is unusual', async () => {
    const { now } = stage.ports.clock;
    for (let n = 0; n < 2000; n++)
      stage.habits.add(stage.site.id, 'season', seasonCellsOf(now(), n % 20 === 0 ? TRIED_AND_FAILED : TRIED));
    const usual = (): number =>
      usualFailureShare(stage.habits.sums(stage.site.id, 'season') ?? new Float64Array(), now()) ?? 0;
    for (let n = 0; n < 200; n++) await stage.ask({ phase: 'failed', account: { id: `a${n}` }, token: '' });
    // Some ten until it is seen, then a tenth of each: 130 of 2,030 and no 300 of 2,200.
    assert.ok(usual() > 0.05 && usual() < 0.068, String(usual()));
  });

  it('says nothing of addresses while the site is hardly known', async () => {
    for (let n = 0; n < 60; n++) await stage.ask({ phase: 'failed', account: { id: `b${n}` }, token: '' });
    assert.ok(!codesOf(await stage.ask({ account: { id: 'c' } })).includes('failing-network'));
  });
});
