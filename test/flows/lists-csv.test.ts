import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { exportLists, importLists } from '../../server/flows/lists-csv.ts';
import { LIST_IMPORT_ROWS_MAX } from '../../shared/wire/lists.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';

/** Of the event loop, while it goes on: each is one in which a screening may begin. */
async function turnsDuring<T>(act: () => Promise<T>): Promise<{ readonly turns: number; readonly result: T }> {
  let turns = 0;
  let isOver = false;
  const counting = (async () => {
    for (; !isOver; turns++) await turn();
  })();
  const result = await act();
  isOver = true;
  await counting;
  return { turns, result };
}

describe('a large file of list entries', function () {
  this.timeout(60_000);
  let stage: FlowStage;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  it('is read, planned, written and exported in parts, between which logins have their turn', async () => {
    const { ports, site } = stage;
    const rows = Array.from({ length: LIST_IMPORT_ROWS_MAX }, (_, n) => `block,account,user-${n},stuffing`);
    const csv = `effect,subject,value,reason\n${rows.join('\n')}\n`;
    const bringIn = (dryRun: boolean) => importLists(ports, site, { csv, author: 'sato', dryRun });
    const parts = rows.length / 50;
    const dry = await turnsDuring(() => bringIn(true));
    const real = await turnsDuring(() => bringIn(false));
    assert.deepEqual([dry.result.added, real.result.added], [rows.length, rows.length]);
    assert.ok(dry.turns >= 2 * parts, `${dry.turns} turns`);
    assert.ok(real.turns >= 3 * parts, `${real.turns} turns`);
    const exported = await turnsDuring(() => exportLists(ports, site, false));
    assert.equal(exported.result.trim().split('\r\n').length, rows.length + 1);
    assert.ok(exported.turns >= 10, `${exported.turns} turns`);
  });
});
