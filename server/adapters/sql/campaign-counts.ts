import type { Selectable } from 'kysely';
import type { CampaignCount, CampaignCounts, StoredCampaignCount } from '../../ports/campaign-counts.ts';
import type { SqlStore } from './sql-store.ts';
import type { CampaignCountRow } from './tables.ts';

const KEY = ['site_id', 'id', 'process'] as const;

/** Counts of campaigns in an SQL table, the same in both dialects. */
export function sqlCampaignCounts({ db, write }: SqlStore): CampaignCounts {
  const all = () => db.selectFrom('campaign_counts').selectAll();
  return {
    put: async (counts, process, at) => {
      const statements = counts.map(it =>
        db
          .insertInto('campaign_counts')
          .values(rowOf(it, process, at))
          .onConflict(on =>
            on.columns([...KEY]).doUpdateSet(eb => ({
              found: eb.ref('excluded.found'),
              changed_at: eb.ref('excluded.changed_at'),
              body: eb.ref('excluded.body'),
            })),
          )
          .compile(),
      );
      if (statements.length > 0) await write(statements);
    },
    changed: async ({ at, siteId, id, process }, limit) => {
      const rows = await all()
        .where(eb => eb(eb.refTuple('changed_at', 'site_id', 'id', 'process'), '>', eb.tuple(at, siteId, id, process)))
        .orderBy('changed_at')
        .orderBy('site_id')
        .orderBy('id')
        .orderBy('process')
        .limit(limit)
        .execute();
      return rows.map(countOf);
    },
    found: async (siteId, before, limit) => {
      // A literal: it is the condition of the index.
      let query = all()
        .where('site_id', '=', siteId)
        .where('found', '=', eb => eb.lit(1));
      if (before !== null)
        query = query.where(eb =>
          eb(eb.refTuple('changed_at', 'id', 'process'), '<', eb.tuple(before.at, before.id, before.process)),
        );
      const newest = query.orderBy('changed_at', 'desc').orderBy('id', 'desc').orderBy('process', 'desc');
      return (await newest.limit(limit).execute()).map(countOf);
    },
    of: async (siteId, id, limit) => {
      if (id.includes('\0')) return [];
      const rows = await all()
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .orderBy('process')
        .limit(limit)
        .execute();
      return rows.map(countOf);
    },
    retire: async before => {
      const [gone = 0] = await write([db.deleteFrom('campaign_counts').where('changed_at', '<', before).compile()]);
      return gone;
    },
  };
}

type Body = Pick<CampaignCount, 'shape' | 'sketch'>;

function rowOf(
  { siteId, id, found, shape, sketch }: CampaignCount,
  process: string,
  at: number,
): Selectable<CampaignCountRow> {
  const body: Body = { shape, sketch };
  return { site_id: siteId, id, process, found: found ? 1 : 0, changed_at: at, body: JSON.stringify(body) };
}

function countOf(row: Selectable<CampaignCountRow>): StoredCampaignCount {
  const { shape, sketch }: Body = JSON.parse(row.body);
  return {
    siteId: row.site_id,
    id: row.id,
    process: row.process,
    at: row.changed_at,
    found: row.found === 1,
    shape,
    sketch,
  };
}
