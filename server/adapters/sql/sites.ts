import type { CompiledQuery, Kysely, Selectable } from 'kysely';
import type { Program } from '../../../shared/wire/programs.ts';
import type { ApiKey, Site, Sites, SitesSnapshot } from '../../ports/sites.ts';
import type { SqlStore } from './sql-store.ts';
import type { ApiKeyRow, ProgramRow, SiteRow, Tables } from './tables.ts';

/** Sites and API keys in SQL tables, the same in both dialects. */
export function sqlSites(store: SqlStore): Sites {
  const { db } = store;
  const change = changeIn(store);
  const revision = async (): Promise<number> => {
    const row = await db.selectFrom('revisions').select('value').where('name', '=', 'sites').executeTakeFirst();
    return row?.value ?? 0;
  };
  const all = async (): Promise<readonly Site[]> =>
    (await db.selectFrom('sites').selectAll().orderBy('created_at').orderBy('name').execute()).map(siteOf);
  return {
    revision,
    all,
    snapshot: async () => {
      // First: what changes after it is asked is seen again under the next one.
      const asked = await revision();
      const sites = await all();
      const keys = await db.selectFrom('api_keys').selectAll().execute();
      return {
        revision: asked,
        sites,
        apiKeys: new Map(keys.map(it => [it.reference, apiKeyOf(it)])),
        programs: await allPrograms(db),
      };
    },
    byName: async name => {
      const row = await db.selectFrom('sites').selectAll().where('name', '=', name).executeTakeFirst();
      return row === undefined ? null : siteOf(row);
    },
    add: async (site, createdAt) => {
      const { id, name, publicKey } = site;
      const row = { id, name, public_key: publicKey, ...changeable(site), created_at: createdAt };
      await change(db.insertInto('sites').values(row).compile());
    },
    change: async (id, it) => {
      const columns = changeable(it);
      if (Object.keys(columns).length === 0) return;
      const touched = await change(db.updateTable('sites').set(columns).where('id', '=', id).compile());
      if (touched === 0) throw new Error('no such site');
    },
    addApiKey: async (reference, { siteId, scopes }, createdAt) => {
      const row = { reference, site_id: siteId, scopes: JSON.stringify(scopes), created_at: createdAt };
      await change(db.insertInto('api_keys').values(row).compile());
    },
    apiKeys: async siteId => {
      const rows = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('site_id', '=', siteId)
        .orderBy('created_at')
        .orderBy('reference')
        .execute();
      return rows.map(it => ({ reference: it.reference, key: apiKeyOf(it), createdAt: it.created_at }));
    },
    removeApiKey: async (siteId, reference) => {
      const own = db.deleteFrom('api_keys').where('site_id', '=', siteId).where('reference', '=', reference);
      return (await change(own.compile())) > 0;
    },
    ...sqlPrograms(store),
  };
}

function sqlPrograms(store: SqlStore): Pick<Sites, 'programs' | 'putProgram' | 'removeProgram'> {
  const { db } = store;
  const change = changeIn(store);
  return {
    programs: async siteId => {
      const own = db.selectFrom('programs').selectAll().where('site_id', '=', siteId);
      return (await own.orderBy('name').execute()).map(programOf);
    },
    putProgram: async (siteId, program) => {
      const row = { site_id: siteId, name: program.name, body: JSON.stringify(program) };
      const instead = db
        .insertInto('programs')
        .values(row)
        .onConflict(it => it.columns(['site_id', 'name']).doUpdateSet({ body: row.body }));
      await change(instead.compile());
    },
    removeProgram: async (siteId, name) => {
      const own = db.deleteFrom('programs').where('site_id', '=', siteId).where('name', '=', name);
      return (await change(own.compile())) > 0;
    },
  };
}

async function allPrograms(db: Kysely<Tables>): Promise<SitesSnapshot['programs']> {
  const rows = await db.selectFrom('programs').selectAll().orderBy('name').execute();
  const bySite = Map.groupBy(rows, it => it.site_id);
  return new Map([...bySite].map(([siteId, own]) => [siteId, own.map(programOf)]));
}

/** One statement; how many rows it touched. */
const changeIn =
  ({ db, write }: SqlStore) =>
  async (statement: CompiledQuery): Promise<number> => {
    const [touched = 0] = await write([statement, revisionRaise(db)]);
    return touched;
  };

/** In the same transaction as what it tells of. */
const revisionRaise = (db: Kysely<Tables>): CompiledQuery =>
  db
    .updateTable('revisions')
    .set(eb => ({ value: eb('value', '+', 1) }))
    .where('name', '=', 'sites')
    .compile();

type Changeable = Pick<
  Selectable<SiteRow>,
  'mode' | 'enforce_share' | 'origins' | 'agent' | 'fingerprint' | 'gpc' | 'work_bits' | 'detectors_off' | 'failover'
>;

function changeable(site: Site): Changeable;
function changeable(site: Partial<Site>): Partial<Changeable>;
function changeable({
  mode,
  enforceShare,
  origins,
  agent,
  fingerprint,
  gpc,
  workBits,
  detectorsOff,
  failover,
}: Partial<Site>): Partial<Changeable> {
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(enforceShare === undefined ? {} : { enforce_share: enforceShare }),
    ...(origins === undefined ? {} : { origins: JSON.stringify(origins) }),
    ...(agent === undefined ? {} : { agent }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(gpc === undefined ? {} : { gpc }),
    ...(workBits === undefined ? {} : { work_bits: workBits }),
    ...(detectorsOff === undefined ? {} : { detectors_off: JSON.stringify(detectorsOff) }),
    ...(failover === undefined ? {} : { failover: JSON.stringify(failover) }),
  };
}

const siteOf = (row: Selectable<SiteRow>): Site => ({
  id: row.id,
  name: row.name,
  publicKey: row.public_key,
  mode: row.mode,
  enforceShare: row.enforce_share,
  origins: JSON.parse(row.origins),
  agent: row.agent,
  fingerprint: row.fingerprint,
  gpc: row.gpc,
  workBits: row.work_bits,
  detectorsOff: JSON.parse(row.detectors_off),
  failover: JSON.parse(row.failover),
});

const apiKeyOf = (row: ApiKeyRow): ApiKey => ({ siteId: row.site_id, scopes: JSON.parse(row.scopes) });
const programOf = ({ body }: ProgramRow): Program => JSON.parse(body);
