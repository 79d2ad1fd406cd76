import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSpool } from '../../server/adapters/file-spool.ts';
import { StateAway } from '../../server/errors.ts';
import { eraseAccount } from '../../server/flows/erase-account.ts';
import { ownerNotice } from '../../server/flows/owner-notice.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { State } from '../../server/ports/state.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { closing } from '../support/closing.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { eventually } from '../support/eventually.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { fullReport } from '../support/full-report.ts';
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
  const signer = new DeviceSigner();
  for (let n = 0; n < LOGINS; n++) {
    stage.pass(1000);
    const token = await stage.visit({ device: id, signer, person: fullReport(id.length) });
    signer.spend();
    const idempotency = { key: `${id}-${n}`, digest: 'd' };
    ids.push((await stage.ask({ token, account: { id, email } }, { idempotency })).id);
  }
  const [first = ''] = ids;
  await reportOutcome(stage.ports, stage.site, first, { result: 'legit', comment });
  const notice = { language: 'ja', name: 'Bank', timeZone: 'UTC' } as const;
  await ownerNotice(stage.ports, stage.site, ids.at(-1) ?? '', notice);
  const stored = await Promise.all(ids.map(it => stage.ports.records.screening(stage.site.id, it)));
  return {
    'id, e-mail and comment': [id, email, comment],
    reference: [stored[0]?.accountRef ?? ''],
    screenings: ids,
    reports: stored.flatMap(it => it?.reportId ?? []),
    // Of its image in buckets nothing leads to it.
    'device keys': [...new Set(stored.flatMap(it => it?.answer.device?.id?.slice('dev_k'.length) ?? []))],
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
    return ['reference', 'screenings', 'reports', 'device keys', 'idempotency keys'].every(kind =>
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

  it('in what waits on this machine’s own disk, and in what was set aside there', async () => {
    const stage = await openFlowStage();
    close(() => stage.close());
    // Of its own: the stage's is drained by itself.
    const folder = join(stage.folder, 'other-spool');
    const limits = { linesMax: 1000, bytesMax: 10 ** 8, segmentBytesMax: 30_000, keepMsMax: 5000, atOnceMax: 4 };
    const spool = fileSpool(folder, { ...limits, onSetAside: () => {} });
    close(() => spool.close());
    const away = () => Promise.reject(new StateAway('unreachable'));
    const state = { ...stage.ports.state, load: away, commit: away };
    const answers: Record<string, ScreeningAnswer[]> = { mine: [], other: [] };
    for (let n = 0; n < 2 * LOGINS; n++) {
      const id = n % 2 === 0 ? 'mine' : 'other';
      const account = { id: `spooled-${id}`, email: `${id}@example.com` };
      const asked = { idempotency: { key: `${id}-${n}`, digest: 'd' }, ports: { state, spool } };
      answers[id]?.push(await stage.ask({ token: await stage.visit(), account }, asked));
    }
    const [mine = [], other = []] = [answers['mine'], answers['other']];
    const ref = mine[0]?.account?.ref ?? '';
    const torn = `{"v":2,"record":{"id":"scr_torn","accountRef":"${ref}`;
    writeFileSync(join(folder, `${'0'.repeat(24)}-000001.ndjson.set-aside`), `${torn}\n${torn.slice(0, -9)}\nstays\n`);
    // Some are handed over, then the state is away again.
    let toGo = 5;
    const restore: State['restore'] = it => (toGo-- > 0 ? stage.ports.state.restore(it) : away());
    await assert.rejects(spool.drain(restore), StateAway);
    const names = (all: readonly ScreeningAnswer[]) => ({
      ids: all.map(it => it.id),
      ref: [all[0]?.account?.ref ?? ''],
    });
    const before = found(filesIn(folder), names(mine));
    assert.ok(before.length > LOGINS - 5 && before.includes(`ref: ${ref}`), before.join());
    const erased = await eraseAccount({ ...stage.ports, spool }, stage.site, 'spooled-mine');
    assert.deepEqual(erased, { screenings: LOGINS });
    const left = filesIn(folder);
    assert.deepEqual(found(left, { ...names(mine), part: [ref.slice(0, -9)] }), []);
    assert.ok(left.includes('stays'));
    assert.deepEqual(found(filesIn(stage.folder), names(mine)), [], 'nor in the store');
    await spool.drain(it => stage.ports.state.restore(it));
    const search = (it: readonly ScreeningAnswer[]) =>
      stage.ports.records.search(stage.site.id, { accountRefs: names(it).ref, limit: 99 });
    assert.deepEqual([(await search(mine)).length, (await search(other)).length], [0, LOGINS]);
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
