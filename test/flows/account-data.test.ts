import assert from 'node:assert/strict';
import { eraseAccount } from '../../server/flows/erase-account.ts';
import { exportAccount } from '../../server/flows/export-account.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import { LIMITS } from '../../server/limits.ts';
import type { Ports } from '../../server/ports/ports.ts';
import { accountDataSchema } from '../../shared/wire/account-data.ts';
import { type FlowStage, IP_IN_JAPAN, openFlowStage } from '../support/flow-stage.ts';

const EMAIL = 'hanako@example.com';

describe('flows: an account’s data', () => {
  let stage: FlowStage;
  let accounts = 0;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  const newAccount = () => ({ id: `owner-${accounts++}`, email: EMAIL });
  const login = async (account: { id: string; email: string }, key?: string) => {
    stage.pass(1);
    const token = await stage.visit({ device: account.id });
    return stage.ask({ token, account }, key === undefined ? {} : { idempotency: { key, digest: 'd' } });
  };
  const exported = async (asked: string, query: { limit?: number; cursor?: string } = {}) =>
    accountDataSchema.parse(await exportAccount(stage.ports, stage.site, asked, { limit: 50, ...query }));
  const erase = (asked: string, ports: Partial<Ports> = {}) =>
    eraseAccount({ ...stage.ports, ...ports }, stage.site, asked);

  describe('exported', () => {
    it('holds its history, and each screening with its outcomes and what was said of the person', async () => {
      const account = newAccount();
      const first = await login(account);
      const second = await login(account);
      await reportOutcome(stage.ports, stage.site, first.id, { result: 'legit', comment: 'called back' });
      const { history, screenings, next } = await exported(account.id);
      assert.equal(next, null);
      assert.deepEqual(
        screenings.map(it => it.id),
        [second.id, first.id],
      );
      assert.equal(screenings[1]?.outcomes[0]?.comment, 'called back');
      const { personal, report, features } = screenings[0] ?? {};
      assert.ok(personal instanceof Object && report instanceof Object && features instanceof Object);
      assert.equal(Reflect.get(personal, 'account').email, EMAIL);
      assert.equal(Reflect.get(personal, 'client').ip, IP_IN_JAPAN);
      assert.equal(Reflect.get(report, 'address'), IP_IN_JAPAN);
      assert.equal(features['token'], 'genuine');
      // And its journal.
      assert.equal(history.length, 2);
      assert.equal(history[0]?.ref, first.account?.ref);
      assert.equal(history[0]?.counters['attempts']?.['5m'], 2);
      assert.deepEqual(history[0]?.lists['logins'], [first.id, second.id]);
    });

    it('is the same under its reference', async () => {
      const account = newAccount();
      const { account: named } = await login(account);
      assert.deepEqual(await exported(named?.ref ?? ''), await exported(account.id));
    });

    it('comes in pages, the newest first, until none is left', async () => {
      const account = newAccount();
      const ids: string[] = [];
      for (const _ of [1, 2, 3, 4, 5]) ids.unshift((await login(account)).id);
      const pages: string[][] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await exported(account.id, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        assert.equal(page.history.length, 2);
        pages.push(page.screenings.map(it => it.id));
        cursor = page.next;
      }
      assert.deepEqual(pages, [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
      await assert.rejects(exported(account.id, { cursor: 'nothing' }), { code: 'fields-invalid' });
    });

    it('is empty of one that was never seen, and shows no other site’s', async () => {
      assert.deepEqual(await exported('never-seen'), { history: [], listed: [], screenings: [], next: null });
      const account = newAccount();
      await login(account);
      const other = { ...stage.site, id: 'other' };
      const found = await exportAccount(stage.ports, other, account.id, { limit: 50 });
      assert.deepEqual(found.screenings, []);
    });

    it('tells what is left when the personal part was deleted for its age', async () => {
      const account = newAccount();
      await login(account);
      const { payloadLifeMs, screeningLifeMs } = LIMITS;
      await stage.ports.records.retire(stage.ports.clock.now() + payloadLifeMs + 1, { payloadLifeMs, screeningLifeMs });
      const { screenings } = await exported(account.id);
      assert.equal(screenings[0]?.personal, null);
      assert.equal(screenings[0]?.verdict, 'OK');
    });
  });

  describe('erased', () => {
    const isGone = async (asked: string) =>
      assert.deepEqual(await exported(asked), { history: [], listed: [], screenings: [], next: null });

    it('is gone from records and history, and everybody else’s stays', async () => {
      const [mine, other] = [newAccount(), newAccount()];
      const { id } = await login(mine);
      await login(mine);
      await login(other);
      const before = await exported(other.id);
      assert.deepEqual(await erase(mine.id), { screenings: 2 });
      await isGone(mine.id);
      assert.equal(await stage.ports.records.screening(stage.site.id, id), null);
      assert.equal(await stage.ports.records.payload(stage.site.id, id), null);
      await assert.rejects(reportOutcome(stage.ports, stage.site, id, { result: 'fraud' }), {
        code: 'screening-unknown',
      });
      await isGone(mine.id);
      assert.deepEqual(await exported(other.id), before);
      assert.deepEqual(await erase(mine.id), { screenings: 0 });
    });

    it('takes the reference as well', async () => {
      const account = newAccount();
      const { account: named } = await login(account);
      assert.deepEqual(await erase(named?.ref ?? ''), { screenings: 1 });
      await isGone(account.id);
    });

    it('leaves neither its reports nor its idempotency keys', async () => {
      const account = newAccount();
      const { id } = await login(account, 'key-1');
      const stored = await stage.ports.records.screening(stage.site.id, id);
      assert.ok(stored?.reportId && stored.idempotencyKey);
      const { reportId, idempotencyKey } = stored;
      const load = () =>
        stage.ports.state.load(
          { siteId: stage.site.id, now: stage.ports.clock.now(), reportId, idempotencyKey, subjects: [] },
          1000,
        );
      const before = await load();
      assert.ok(before.report !== null && before.idempotent !== null);
      await erase(account.id);
      const after = await load();
      assert.deepEqual([after.report, after.uses, after.idempotent], [null, [], null]);
    });

    it('forgets what either version of a restored screening points at, and counts it once', async () => {
      const account = newAccount();
      const { id } = await login(account, 'key-older');
      const { records, state, clock } = stage.ports;
      const stored = await records.screening(stage.site.id, id);
      assert.ok(stored?.reportId && stored.idempotencyKey);
      const { reportId, idempotencyKey } = stored;
      // The later version waits: it is seen and deleted first, and hides the older one.
      let waits = true;
      const restored: typeof records = {
        ...records,
        search: async (...args) => {
          const found = await records.search(...args);
          return waits ? found.map(it => ({ ...it, reportId: null, idempotencyKey: null })) : found;
        },
        erase: async (...args) => {
          if (!waits) return records.erase(...args);
          waits = false;
          return [{ id, reportId: null, idempotencyKey: null }];
        },
      };
      assert.deepEqual(await erase(account.id, { records: restored }), { screenings: 1 });
      const question = { siteId: stage.site.id, now: clock.now(), subjects: [] };
      const { report, idempotent } = await state.load({ ...question, reportId, idempotencyKey }, 1000);
      assert.deepEqual([report, idempotent], [null, null]);
      await isGone(account.id);
    });

    it('goes on until the last of many', async () => {
      const account = newAccount();
      const many = LIMITS.eraseRowsMax + 5;
      for (let n = 0; n < many; n++) await stage.ask({ account, channel: 'api' });
      assert.deepEqual(await erase(account.id), { screenings: many });
      await isGone(account.id);
    });

    it('also deletes what comes while it goes on', async () => {
      const account = newAccount();
      await login(account);
      const { records } = stage.ports;
      let came = 0;
      const busy: typeof records = {
        ...records,
        erase: async (...args) => {
          if (came++ < 1) await login(account, 'key-meanwhile');
          return records.erase(...args);
        },
      };
      assert.deepEqual(await erase(account.id, { records: busy }), { screenings: 2 });
      await isGone(account.id);
    });

    it('ends complete when it is sent again, wherever it was cut off', async () => {
      for (const how of ['before', 'after'] as const) {
        for (let step = 1; step <= 4; step++) {
          const account = newAccount();
          const { id } = await login(account, `key-${account.id}`);
          const { reportId, idempotencyKey } = (await stage.ports.records.screening(stage.site.id, id)) ?? {};
          await assert.rejects(erase(account.id, cutOff(stage.ports, step, how)), /cut off/, `${how} step ${step}`);
          await erase(account.id);
          await isGone(account.id);
          const question = { siteId: stage.site.id, now: stage.ports.clock.now(), subjects: [] };
          const named = { reportId: reportId ?? null, idempotencyKey: idempotencyKey ?? null };
          const { report, idempotent } = await stage.ports.state.load({ ...question, ...named }, 1000);
          assert.deepEqual([report, idempotent], [null, null], `${how} step ${step}`);
        }
      }
    });

    it('takes what still waits on this machine’s own disk first, with what that names', async () => {
      const account = newAccount();
      await login(account);
      const { records, spool } = stage.ports;
      const steps: string[] = [];
      const waits = { id: 'scr_w', reportId: 'rep_w', idempotencyKey: 'key_w' };
      const counted = {
        spool: {
          ...spool,
          erase: async (...[siteId, refs, forget]: Parameters<typeof spool.erase>) => {
            steps.push(`spool of ${siteId === stage.site.id}, ${refs.length}`);
            await forget([waits]);
            return 1;
          },
        },
        state: {
          ...stage.ports.state,
          erase: async (it: Parameters<typeof stage.ports.state.erase>[0]) => {
            steps.push(`state: ${it.subjects.length} ${it.reportIds.length} ${it.idempotencyKeys.length}`);
            await stage.ports.state.erase(it);
          },
        },
        records: {
          ...records,
          erase: (...args: Parameters<typeof records.erase>) => {
            steps.push('records');
            return records.erase(...args);
          },
        },
      };
      assert.deepEqual(await erase(account.id, counted), { screenings: 2 });
      assert.deepEqual(steps.slice(0, 4), ['spool of true, 1', 'state: 3 1 1', 'state: 3 1 0', 'records']);
      await isGone(account.id);
    });

    it('says that the state is away while another process of this machine has some of it', async () => {
      const account = newAccount();
      await login(account);
      const spool = { ...stage.ports.spool, erase: async () => null };
      await assert.rejects(erase(account.id, { spool }), { code: 'state-away' });
      assert.equal((await exported(account.id)).screenings.length, 1);
    });
  });
});

/** The stores of a process that ends at its nth call on them, before or after that is carried out. */
function cutOff({ records, state }: Ports, at: number, how: 'before' | 'after'): Pick<Ports, 'records' | 'state'> {
  let calls = 0;
  const counted =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      calls++;
      if (calls === at && how === 'before') throw new Error('cut off');
      const result = await call(...args);
      if (calls === at) throw new Error('cut off');
      return result;
    };
  return {
    records: { ...records, search: counted(records.search), erase: counted(records.erase) },
    state: { ...state, erase: counted(state.erase) },
  };
}
