import assert from 'node:assert/strict';
import { pino } from 'pino';
import { doChores } from '../server/chores.ts';
import { LIMITS } from '../server/limits.ts';
import { createMetrics } from '../server/metrics.ts';
import { eventually } from './support/eventually.ts';
import { openFlowStage } from './support/flow-stage.ts';
import { listEntry } from './support/list-entries.ts';

describe('chores', () => {
  it('delete list entries that ended longer ago than screenings are kept, and leave those that hold or ended later', async () => {
    const stage = await openFlowStage();
    const { ports, site } = stage;
    const old = ports.clock.now() - LIMITS.listEndedLifeMs - 1;
    const add = ([id, change]: readonly [string, object]) => {
      const { revision: _, ...entry } = listEntry({ id, siteId: site.id, key: id, ...change });
      return { kind: 'add', entry } as const;
    };
    await ports.lists.write(
      [
        ['lst_1', { ended: { at: old, author: 'sato' } }],
        ['lst_2', { expiresAt: old }],
        ['lst_3', { ended: { at: old + 2, author: 'sato' } }],
        ['lst_4', { createdAt: old }] as const,
      ].map(it => add([String(it[0]), Object(it[1])])),
    );
    const chores = doChores({ ports, metrics: createMetrics(), log: pino({ enabled: false }) });
    try {
      await eventually('they are gone', async () => (await ports.lists.count(site.id)) === 2);
      const left = await ports.lists.search(site.id, { limit: 9 });
      assert.equal(left.map(it => it.id).join(' '), 'lst_4 lst_3');
    } finally {
      chores.stop();
      await stage.close();
    }
  });
});
