import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eraseAccount } from '../../server/flows/erase-account.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { needs } from '../support/parts.ts';
import { sharedPostgres } from '../support/postgres-server.ts';
import { askPostgres } from '../support/postgres-session.ts';
import { startRedis, startRedisCluster } from '../support/redis-server.ts';

const EMAIL = 'hanako.yamada@example.com';
const COMMENT = 'the owner, called back';
const LOGINS = 30;

/** What names the account, or was stored for it alone. */
type Traces = Readonly<Record<string, readonly string[]>>;
type Look = () => Promise<Buffer>;

async function liveAs(stage: FlowStage, id: string, email: string, comment: string): Promise<Traces> {
  const ids: string[] = [];
  for (let n = 0; n < LOGINS; n++) {
    stage.pass(1000);
    const token = await stage.visit({ device: id });
    const idempotency = { key: `${id}-${n}`, digest: 'd' };
    ids.push((await stage.ask({ token, account: { id, email } }, { idempotency })).id);
  }
  const [first = ''] = ids;
  await reportOutcome(stage.ports, stage.site, first, { result: 'legit', comment });
  const stored = await Promise.all(ids.map(it => stage.ports.records.screening(stage.site.id, it)));
  return {
    'id, e-mail and comment': [id, email, comment],
    reference: [stored[0]?.accountRef ?? ''],
    screenings: ids,
    reports: stored.flatMap(it => it?.reportId ?? []),
    'idempotency keys': stored.flatMap(it => it?.idempotencyKey ?? []),
  };
}

const found = (bytes: Buffer, traces: Traces): string[] =>
  Object.entries(traces).flatMap(([kind, texts]) => texts.filter(it => bytes.includes(it)).map(it => `${kind}: ${it}`));

/** Lives as two accounts, erases one, and looks again. */
async function leavesNoTrace(stage: FlowStage, look: Look): Promise<void> {
  const mine = await liveAs(stage, 'owner-to-be-erased', EMAIL, COMMENT);
  const other = await liveAs(stage, 'owner-who-stays', 'jiro@example.com', 'another owner');
  await eventually('what is to be found is stored', async () => {
    const seen = found(await look(), mine);
    return ['reference', 'screenings', 'reports', 'idempotency keys'].every(kind =>
      seen.some(it => it.startsWith(kind)),
    );
  });
  const othersBefore = found(await look(), other);
  assert.ok(othersBefore.length >= 2 * LOGINS);
  assert.deepEqual(await eraseAccount(stage.ports, stage.site, 'owner-to-be-erased'), { screenings: LOGINS });
  assert.deepEqual(found(await look(), mine), []);
  assert.deepEqual(found(await look(), other), othersBefore, 'the other one’s is still there');
}

const filesIn = (folder: string): Buffer =>
  Buffer.concat(
    globSync(join(folder, '**/*'), { withFileTypes: true })
      .filter(it => it.isFile())
      .map(it => readFileSync(join(it.parentPath, it.name))),
  );

/** Every row of every table, as text. */
async function rowsIn(url: string): Promise<Buffer> {
  const tables = await askPostgres(
    url,
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => askPostgres(url, `SELECT it::text AS row FROM ${name} AS it`)),
  );
  return Buffer.from(
    rows
      .flat()
      .map(it => String(it['row']))
      .join('\n'),
  );
}

describe('security: an erased account leaves no trace', function () {
  this.timeout(60_000);
  const close = closing();

  it('in the files of the embedded store', async () => {
    const stage = await openFlowStage();
    close(() => stage.close());
    await leavesNoTrace(stage, async () => filesIn(stage.folder));
  });

  const inCluster = async (
    redis: readonly { url: string; folder: string; ask: (...words: string[]) => Promise<string> }[],
  ) => {
    const postgres = await (await sharedPostgres()).createDatabase();
    const cluster = { redis: redis.map(it => it.url), postgres };
    const stage = await openFlowStage({ secrets: [randomBytes(32)], cluster });
    close(() => stage.close());
    for (const it of redis) await it.ask('CONFIG', 'SET', 'rdbcompression', 'no');
    await leavesNoTrace(stage, async () => {
      for (const it of redis) await it.ask('SAVE');
      const dumps = redis.map(it => readFileSync(join(it.folder, 'dump.rdb')));
      return Buffer.concat([...dumps, filesIn(stage.folder), await rowsIn(postgres)]);
    });
  };

  it('in Redis and PostgreSQL', async function () {
    needs(this, 'redis', 'postgres');
    const redis = await startRedis();
    close(() => redis.stop());
    await inCluster([redis]);
  });

  it('in a Redis Cluster and PostgreSQL', async function () {
    needs(this, 'redis', 'postgres');
    const { nodes, stop } = await startRedisCluster(3);
    close(stop);
    await inCluster(nodes);
  });
});
