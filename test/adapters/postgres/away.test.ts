import assert from 'node:assert/strict';
import { type OpenedPostgres, openPostgres } from '../../../server/adapters/postgres/open-postgres.ts';
import { rowsOf } from '../../../server/adapters/sql/tables.ts';
import { RecordsAway } from '../../../server/errors.ts';
import type { StoredOutcome } from '../../../server/ports/records.ts';
import { sampleRecord, sampleSite } from '../../contract/sample-record.ts';
import { closing } from '../../support/closing.ts';
import { type DroppingProxy, startDroppingProxy } from '../../support/dropping-proxy.ts';
import { eventually } from '../../support/eventually.ts';
import { needs } from '../../support/parts.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';

const OUTCOME: StoredOutcome = { result: 'legit', source: null, comment: null, confidence: 0.9, at: 1 };
const RETENTION = { screeningLifeMs: 1, payloadLifeMs: 1 };
/** A statement's time here, and a little for the machine. */
const ANSWERED_WITHIN_MS = 9000;

describe('postgres: when the server is away', function () {
  this.timeout(60_000);
  const close = closing();
  let server: PostgresServer;
  let proxy: DroppingProxy;
  let pg: OpenedPostgres;
  const record = sampleRecord({ accountRef: 'acc_1' });

  before(async function () {
    needs(this, 'postgres');
    server = await startPostgres();
    close(() => server.stop());
    proxy = await startDroppingProxy(server.port);
    close(() => proxy.stop());
    const url = new URL(await server.createDatabase());
    url.port = String(proxy.port);
    pg = await openPostgres(url.href, Date.now());
    close(() => pg.close());
    await pg.sites.add(sampleSite(), 1);
    await pg.sink.store([{ kind: 'screening', rows: rowsOf(record), replace: false }]);
  });

  const everyCall = (): [string, Promise<unknown>][] => [
    ['screening', pg.records.screening('site-1', record.id)],
    ['search', pg.records.search('site-1', { limit: 1 })],
    ['payload', pg.records.payload('site-1', record.id)],
    ['addOutcome', pg.records.addOutcome('site-1', record.id, { ...OUTCOME, source: 'while away' }, 9)],
    ['erase', pg.records.erase('site-1', ['acc_1'], 9)],
    ['retire', pg.records.retire(Date.now(), RETENTION)],
    ['check', pg.records.check()],
    ['snapshot', pg.sites.snapshot()],
    ['revision', pg.sites.revision()],
    ['change', pg.sites.change('s-1', { mode: 'enforce' })],
    ['store', pg.sink.store([{ kind: 'screening', rows: rowsOf(sampleRecord()), replace: true }])],
  ];
  const assertAway = async (): Promise<void> => {
    const started = performance.now();
    await Promise.all(everyCall().map(([what, call]) => assert.rejects(call, RecordsAway, what)));
    const ms = performance.now() - started;
    assert.ok(ms < ANSWERED_WITHIN_MS, `rejected within ${Math.round(ms)} ms`);
  };
  const assertBack = async (): Promise<void> => {
    await eventually(
      'the records answer again',
      () =>
        pg.records.check().then(
          () => true,
          () => false,
        ),
      { withinMs: 20_000 },
    );
    assert.equal((await pg.records.screening('site-1', record.id))?.id, record.id);
    assert.equal((await pg.sites.byName('bank'))?.mode, 'observe');
    const other = sampleRecord();
    await pg.sink.store([{ kind: 'screening', rows: rowsOf(other), replace: false }]);
    assert.notEqual(await pg.records.screening('site-1', other.id), null);
  };

  it('rejects every call as RecordsAway while it is stopped, and answers when it is back', async () => {
    await server.pause();
    await assertAway();
    await server.resume();
    await assertBack();
  });

  it('does the same when it was killed', async () => {
    await server.kill();
    await assertAway();
    await server.resume();
    await assertBack();
  });

  it('rejects in time while it is frozen with connections open, and answers when it goes on', async () => {
    await pg.records.check();
    server.freeze();
    await assertAway();
    server.thaw();
    await assertBack();
  });

  it('rejects while the network resets, and in time while it drops everything', async () => {
    proxy.cut();
    await assertAway();
    proxy.resume();
    await assertBack();
    proxy.blackhole();
    await assertAway();
    proxy.resume();
    await assertBack();
  });

  it('rejects when all connections are taken for longer than one waits', async () => {
    server.freeze();
    const waiting = Array.from({ length: 40 }, () => pg.records.search('site-1', { limit: 1 }));
    const settled = await Promise.allSettled(waiting);
    server.thaw();
    assert.ok(settled.every(it => it.status === 'rejected' && it.reason instanceof RecordsAway));
    await assertBack();
  });

  it('tells what the question itself is at fault for as it is', async () => {
    await assert.rejects(pg.sites.add(sampleSite({ publicKey: 'pk_other' }), 1), { code: '23505' });
  });
});
