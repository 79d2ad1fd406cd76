import assert from 'node:assert/strict';
import { seasonCellsOf, usualFailureShare } from '../../server/core/season/season.ts';
import type { SitePart } from '../../server/core/site-cells.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';

/** What a site's logins teach of what is usual. */
describe("a site's velocity", () => {
  let stage: FlowStage;
  beforeEach(async () => {
    stage = await openFlowStage();
  });
  afterEach(() => stage.close());
  const sum = (part: SitePart): number =>
    (stage.habits.sums(stage.site.id, part) ?? new Float64Array()).reduce((all, it) => all + it, 0);

  it('is of logins that came to an end: each try once, and nothing of what else is asked', async () => {
    for (const question of [{ phase: 'attempted' }, { action: 'transfer' }] as const) await stage.ask(question);
    assert.equal(sum('season'), 0);
    await stage.ask({ phase: 'succeeded' });
    const one = sum('season');
    await stage.ask({ phase: 'failed' });
    // A try is of its hour and of all hours; a failure is both once more.
    assert.ok(Math.abs(sum('season') / one - 3) < 1e-9);
  });

  it('hardly learns from what is unusual', async () => {
    const { now } = stage.ports.clock;
    for (let n = 0; n < 2000; n++) stage.habits.add(stage.site.id, 'season', seasonCellsOf(now(), n % 20 === 0, 1));
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
