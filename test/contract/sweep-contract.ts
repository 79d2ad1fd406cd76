import assert from 'node:assert/strict';
import { type Change, COUNTS_LIFE_MS, SUBJECTS, type SubjectId } from '../../server/core/subjects/subject.ts';
import { sampleReport } from './sample-record.ts';
import { commitOf, loadFrom, NOW, nonceOf, SITE, type StateUnderTest, WITHIN_MS } from './state-under-test.ts';

/** The limits that a store which deletes by sweeping is opened with. */
export const SWEEP_LIMITS = { reportLifeMs: 86_400_000, reportsMax: 20, sweepRowsMax: 10 } as const;

const DAY = 86_400_000;

/** Of a store that ends nothing by itself: what `sweep` promises. */
export function sweepContract(open: () => Promise<StateUnderTest>): void {
  let it_: StateUnderTest;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());

  const sweepAll = async (now: number): Promise<number> => {
    let gone = 0;
    for (;;) {
      const some = await it_.state.sweep(now);
      assert.ok(some <= SWEEP_LIMITS.sweepRowsMax);
      gone += some;
      if (some === 0) return gone;
    }
  };
  const hasReport = async (reportId: string) => (await loadFrom(it_, { reportId })).report !== null;

  const change = async (now: number, subject: SubjectId | undefined, ...changes: Change[]): Promise<void> => {
    assert.ok(subject !== undefined);
    await it_.state.change({ siteId: SITE, now, idempotency: null, changes: [{ subject, changes }] }, WITHIN_MS);
  };

  it('deletes reports whose life is over, a bounded number at a time, and no younger', async () => {
    const old = Array.from({ length: 15 }, () => sampleReport({ createdAt: NOW - SWEEP_LIMITS.reportLifeMs - 1 }));
    for (const report of old) await it_.state.saveReport(report, nonceOf(), WITHIN_MS);
    const fresh = sampleReport({ createdAt: NOW });
    await it_.state.saveReport(fresh, nonceOf(), WITHIN_MS);
    const swept = [await it_.state.sweep(NOW), await it_.state.sweep(NOW), await it_.state.sweep(NOW)];
    assert.deepEqual(swept, [SWEEP_LIMITS.sweepRowsMax, 5, 0]);
    assert.equal(await hasReport(fresh.id), true);
  });

  it('drops the oldest reports beyond the number it may keep', async () => {
    const reports = Array.from({ length: SWEEP_LIMITS.reportsMax + 4 }, (_, n) => sampleReport({ createdAt: NOW + n }));
    for (const report of reports) await it_.state.saveReport(report, nonceOf(), WITHIN_MS);
    assert.equal(await it_.state.sweep(NOW), 4);
    assert.deepEqual(
      await Promise.all(reports.map(it => hasReport(it.id))),
      reports.map((_, n) => n >= 4),
    );
  });

  it('forgets a nonce and an idempotency key once they have expired', async () => {
    const nonce = nonceOf();
    await it_.state.saveReport(sampleReport({ createdAt: NOW }), nonce, WITHIN_MS);
    const idempotency = { key: 'k', digest: 'd', expiresAt: NOW + 1000, replaces: null };
    await it_.state.commit(commitOf({ idempotency }), WITHIN_MS);
    assert.equal(await it_.state.sweep(NOW + 999), 0);
    assert.notEqual((await loadFrom(it_, { now: NOW + 999, idempotencyKey: 'k' })).idempotent, null);
    assert.equal((await loadFrom(it_, { now: NOW + 1000, idempotencyKey: 'k' })).idempotent, null);
    assert.equal(await it_.state.sweep(nonce.expiresAt + 1), 2);
    assert.equal(await it_.state.saveReport(sampleReport(), nonce, WITHIN_MS), 'saved');
  });

  it('takes a key that has expired and was not swept yet for a new one', async () => {
    const idempotency = { key: 'k', digest: 'd', expiresAt: NOW - 1, replaces: null };
    await it_.state.commit(commitOf({ idempotency }), WITHIN_MS);
    assert.equal(await it_.state.commit(commitOf({ idempotency }), WITHIN_MS), 'done');
  });

  it('forgets subjects after their life: those with a list later than those that were only counted', async () => {
    const [counted, unlearned, learned] = ['counted', 'unlearned', 'learned'].map(
      (key): SubjectId => ({ type: 'account', key }),
    );
    const login = { list: 'logins', member: 'scr_1' } as const;
    await change(NOW, counted, { kind: 'count', name: 'attempts', by: 1 });
    await change(NOW, learned, { kind: 'add', ...login });
    await change(NOW, unlearned, { kind: 'add', ...login });
    await change(NOW + DAY, unlearned, { kind: 'remove', ...login });
    const subjects = [counted, unlearned, learned].filter(it => it !== undefined);
    const known = async (now: number) => (await loadFrom(it_, { now, subjects })).subjects.map(it => it !== null);
    const ends = NOW + COUNTS_LIFE_MS;
    assert.equal(await sweepAll(ends - 1), 0);
    assert.deepEqual(await known(ends - 1), [true, true, true]);
    assert.deepEqual(await known(ends), [false, true, true]);
    assert.equal(await sweepAll(ends + 2 * DAY), 2);
    assert.deepEqual(await known(ends + 2 * DAY), [false, false, true]);
    const last = NOW + SUBJECTS.account.lifeMs;
    assert.deepEqual(await known(last - 1), [false, false, true]);
    assert.deepEqual(await known(last), [false, false, false]);
    assert.equal(await sweepAll(last + 2 * DAY), 1);
  });

  it('begins a subject anew that has ended and was not swept yet', async () => {
    const subject: SubjectId = { type: 'address', key: 'a' };
    const failure: Change = { kind: 'count', name: 'failures', by: 1 };
    await change(NOW, subject, failure);
    const now = NOW + COUNTS_LIFE_MS;
    await change(now, subject, failure);
    const [known] = (await loadFrom(it_, { now, subjects: [subject] })).subjects;
    assert.equal(known?.firstSeenAt, now);
    assert.equal(await sweepAll(now), 0);
  });
}
