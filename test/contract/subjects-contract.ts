import assert from 'node:assert/strict';
import type { Change, Subject, SubjectChange, SubjectId, SubjectType } from '../../server/core/subjects/subject.ts';
import { SUBJECT_TYPES, SUBJECTS, shapeOf } from '../../server/core/subjects/subject.ts';
import { WINDOW_NAMES, WINDOWS, type WindowCounts } from '../../server/core/subjects/windows.ts';
import { commitOf, loadFrom, NOW, type Opened, SITE, WITHIN_MS } from './state-under-test.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How much longer than itself a window of events may reach: one of its buckets. */
const BUCKET_MS = { '5m': 30 * SECOND, '1h': 5 * MINUTE, '24h': HOUR, '30d': DAY } as const;
const NONE: WindowCounts = { '5m': 0, '1h': 0, '24h': 0, '30d': 0 };
const all = (n: number): WindowCounts => ({ '5m': n, '1h': n, '24h': n, '30d': n });
const ACCOUNT: SubjectId = { type: 'account', key: 'acc_1' };
const ADDRESS: SubjectId = { type: 'address', key: 'adr_1' };

const count = (name: string, by = 1): Change => ({ kind: 'count', name, by });
const restart = (name: string): Change => ({ kind: 'restart', name });
const distinct = (name: string, value: string): Change => ({ kind: 'distinct', name, value });
const add = (member: string): Change => ({ kind: 'add', list: 'logins', member });
const remove = (member: string): Change => ({ kind: 'remove', list: 'logins', member });
const sight = (value: string, name = 'devices'): Change => ({ kind: 'sight', name, value });

/** What a store remembers of subjects; every kind of change has its cases here. */
export function subjectsContract(opened: Opened): void {
  const apply = (now: number, subject: SubjectId, ...changes: Change[]): Promise<void> =>
    opened().state.change({ siteId: SITE, now, changes: [{ subject, changes }], idempotency: null }, WITHIN_MS);
  const read = async (subject: SubjectId, now = NOW, siteId = SITE): Promise<Subject | null> =>
    (await loadFrom(opened(), { siteId, now, subjects: [subject] })).subjects[0] ?? null;

  knowing(opened, apply, read);
  counting(apply, read);
  countingDistinct(opened, apply, read);
  listing(apply, read);
  crowding(opened, apply, read);
}

type Apply = (now: number, subject: SubjectId, ...changes: Change[]) => Promise<void>;
type Read = (subject: SubjectId, now?: number, siteId?: string) => Promise<Subject | null>;

function knowing(opened: Opened, apply: Apply, read: Read): void {
  it('knows a subject of each type from its first change, with every name of its shape', async () => {
    for (const type of SUBJECT_TYPES) {
      const subject = { type, key: 'one' } as const;
      assert.equal(await read(subject), null);
      const shape = shapeOf(type);
      const [[counter], [crowd], [list = '']] = [shape.counters, shape.crowds, Object.keys(shape.lists)];
      const listed: Change = { kind: 'add', list, member: 'first' };
      const first = counter === undefined ? (crowd === undefined ? listed : sight('first', crowd)) : count(counter);
      await apply(NOW, subject, first);
      const known = await read(subject);
      assert.deepEqual([known?.firstSeenAt, known?.lastSeenAt], [NOW, NOW]);
      assert.deepEqual(Object.keys(known?.counters ?? {}), [...shape.counters]);
      assert.deepEqual(Object.keys(known?.crowds ?? {}), [...shape.crowds]);
      assert.deepEqual(known?.distincts, Object.fromEntries(shape.distincts.map(name => [name, NONE])));
      assert.deepEqual(
        known?.lists,
        Object.fromEntries(Object.keys(shape.lists).map(it => [it, first === listed ? ['first'] : []])),
      );
    }
  });

  it('answers subjects in the order they were asked, unknown ones too, and one as often as it is asked', async () => {
    const keys = Array.from({ length: 40 }, (_, n) => `acc_${n}`);
    const changes = keys.map(
      (key, n): SubjectChange => ({ subject: { type: 'account', key }, changes: [count('attempts', n + 1)] }),
    );
    await opened().state.commit(commitOf({ changes }), WITHIN_MS);
    const asked = ['acc_7', 'unknown', ...keys, 'acc_7'].map(key => ({ type: 'account', key }) as const);
    const { subjects } = await loadFrom(opened(), { subjects: asked });
    assert.deepEqual(
      subjects.map(it => it?.counters['attempts']?.['1h'] ?? null),
      [8, null, ...keys.map((_, n) => n + 1), 8],
    );
  });

  it('keeps types and sites apart', async () => {
    await apply(NOW, { type: 'address', key: 'same' }, count('failures'));
    assert.equal(await read({ type: 'network', key: 'same' }), null);
    assert.equal(await read({ type: 'address', key: 'same' }, NOW, 'site-2'), null);
  });

  it('remembers the earliest and the latest time it was seen, in whatever order they come', async () => {
    for (const at of [NOW, NOW - HOUR, NOW + MINUTE, NOW - MINUTE]) await apply(at, ACCOUNT, count('attempts'));
    const known = await read(ACCOUNT, NOW + MINUTE);
    assert.deepEqual([known?.firstSeenAt, known?.lastSeenAt], [NOW - HOUR, NOW + MINUTE]);
    assert.equal(known?.counters['attempts']?.['24h'], 4);
  });

  it('applies several changes of one subject in one commit, one after the other', async () => {
    const changes = [
      { subject: ACCOUNT, changes: [add('a'), add('b'), count('attempts'), count('attempts', 4)] },
      { subject: ADDRESS, changes: [count('failures')] },
      { subject: ACCOUNT, changes: [remove('a'), add('c')] },
    ];
    await opened().state.commit(commitOf({ changes }), WITHIN_MS);
    const known = await read(ACCOUNT);
    assert.deepEqual(known?.lists['logins'], ['b', 'c']);
    assert.equal(known?.counters['attempts']?.['5m'], 5);
    assert.equal((await read(ADDRESS))?.counters['failures']?.['5m'], 1);
  });
}

function counting(apply: Apply, read: Read): void {
  for (const offset of [0, 17_123, 3 * HOUR + 29_999]) {
    it(`counts an event as long as each window lasts, and at most one bucket longer (${offset} ms into the day)`, async () => {
      const at = NOW - (NOW % DAY) + offset;
      await apply(at, ACCOUNT, count('attempts', 3), count('failures'));
      for (const window of WINDOW_NAMES) {
        const lasts = at + WINDOWS[window];
        const seen = async (now: number) => (await read(ACCOUNT, now))?.counters['attempts']?.[window];
        assert.equal(await seen(at), 3);
        assert.equal(await seen(lasts - 1), 3, `${window}, its last moment`);
        // A subject whose longest window is over may be gone by then.
        assert.equal((await seen(lasts + BUCKET_MS[window])) ?? 0, 0, `${window}, a bucket later`);
      }
    });
  }

  it('merges what grows old without losing any of it', async () => {
    // Every 100 s for two hours, then once after a day: 73 events, in buckets that became wider meanwhile.
    for (let n = 0; n < 72; n++) await apply(NOW + n * 100 * SECOND, ACCOUNT, count('attempts'));
    const last = NOW + 71 * 100 * SECOND;
    const soon = (await read(ACCOUNT, last))?.counters['attempts'];
    // 300 s and at most 30 s more: the events of 0, 100, 200 (, 300) s ago.
    assert.ok(soon !== undefined && soon['5m'] >= 3 && soon['5m'] <= 4, `${soon?.['5m']} in 5 minutes`);
    assert.ok(soon['1h'] >= 36 && soon['1h'] <= 39, `${soon['1h']} in an hour`);
    assert.deepEqual([soon['24h'], soon['30d']], [72, 72]);
    await apply(last + 26 * HOUR, ACCOUNT, count('attempts'));
    const later = (await read(ACCOUNT, last + 26 * HOUR))?.counters['attempts'];
    assert.deepEqual(later, { '5m': 1, '1h': 1, '24h': 1, '30d': 73 });
  });

  it('counts from nothing once a counter is restarted, and leaves what else there is', async () => {
    await apply(NOW, ACCOUNT, count('attempts', 9), count('failures', 4), add('a'));
    await apply(NOW + 1, ACCOUNT, count('attempts'), restart('attempts'), count('attempts', 2), restart('failures'));
    const known = await read(ACCOUNT, NOW + 1);
    assert.deepEqual([known?.counters['attempts'], known?.counters['failures']], [all(2), NONE]);
    assert.deepEqual(known?.lists['logins'], ['a']);
    assert.deepEqual([known?.firstSeenAt, known?.lastSeenAt], [NOW, NOW + 1]);
    const nobody: SubjectId = { type: 'account', key: 'nobody' };
    await apply(NOW, nobody, restart('attempts'));
    assert.equal(await read(nobody), null);
  });

  it('counts what a clock that runs ahead dated later', async () => {
    await apply(NOW + 10 * MINUTE, ACCOUNT, count('attempts'));
    await apply(NOW, ACCOUNT, count('attempts'));
    assert.deepEqual((await read(ACCOUNT))?.counters['attempts'], { '5m': 2, '1h': 2, '24h': 2, '30d': 2 });
  });
}

function countingDistinct(opened: Opened, apply: Apply, read: Read): void {
  it('counts a value once, for exactly as long as each window lasts after its latest sighting', async () => {
    await apply(NOW - MINUTE, ADDRESS, distinct('accounts', 'a'), distinct('accounts', 'b'));
    await apply(NOW, ADDRESS, distinct('accounts', 'a'), distinct('accounts', 'a'));
    await apply(NOW - 2 * MINUTE, ADDRESS, distinct('accounts', 'a'));
    for (const window of WINDOW_NAMES) {
      const seen = async (now: number) => (await read(ADDRESS, now))?.distincts['accounts']?.[window];
      assert.equal(await seen(NOW), 2);
      assert.equal(await seen(NOW - MINUTE + WINDOWS[window] - 1), 2);
      assert.equal(await seen(NOW - MINUTE + WINDOWS[window]), 1);
      assert.equal(await seen(NOW + WINDOWS[window] - 1), 1);
      assert.equal((await seen(NOW + WINDOWS[window])) ?? 0, 0);
    }
  });

  it('counts 1,000 distinct values exactly, more within 15 %, each window by itself, in bounded space', async function () {
    this.timeout(60_000);
    const subject: SubjectId = { type: 'network', key: 'carrier' };
    const seen = async (from: number, to: number, at: number): Promise<void> => {
      for (let n = from; n < to; n += 500) {
        const values = Array.from({ length: Math.min(500, to - n) }, (_, i) => distinct('accounts', `acc_${n + i}`));
        await apply(at, subject, ...values);
      }
    };
    const counts = async (now: number) => (await read(subject, now))?.distincts['accounts'] ?? NONE;
    const assertNear = (n: number, wanted: number, what: string): void =>
      assert.ok(Math.abs(n - wanted) <= wanted * 0.15, `${what}: ${n} for ${wanted}`);

    await seen(0, 1000, NOW);
    assert.deepEqual(await counts(NOW), { '5m': 1000, '1h': 1000, '24h': 1000, '30d': 1000 });
    await seen(0, 1000, NOW + MINUTE);
    assert.deepEqual(await counts(NOW + MINUTE), { '5m': 1000, '1h': 1000, '24h': 1000, '30d': 1000 });
    await seen(1000, 4000, NOW + 2 * MINUTE);
    assertNear((await counts(NOW + 2 * MINUTE))['24h'], 4000, 'a day');
    const few = await opened().bytesOf?.(SITE, subject);
    const later = NOW + 20 * MINUTE;
    await seen(4000, 24_000, later);
    await seen(0, 400, later + 10 * MINUTE);
    const all = await counts(later + 10 * MINUTE);
    assert.equal(all['5m'], 400, 'few in the shortest window are exact beside many in the longest');
    assertNear(all['1h'], 24_000, 'an hour');
    assertNear(all['30d'], 24_000, '30 days');
    const many = await opened().bytesOf?.(SITE, subject);
    if (few !== undefined && many !== undefined)
      assert.ok(many < 3 * few, `${few} bytes for 4,000, ${many} for 24,000`);
  });
}

function listing(apply: Apply, read: Read): void {
  const logins = async (subject = ACCOUNT) => (await read(subject))?.lists['logins'];
  const max = SUBJECTS.account.lists.logins;

  it('keeps the newest members of a list, each once, the latest last', async () => {
    const members = Array.from({ length: max + 5 }, (_, n) => `scr_${n} "日本語" \u0000`);
    for (const member of members) await apply(NOW, ACCOUNT, add(member));
    assert.deepEqual(await logins(), members.slice(-max));
    const again = members.at(-max) ?? '';
    await apply(NOW, ACCOUNT, add(again));
    assert.deepEqual(await logins(), [...members.slice(1 - max), again]);
  });

  it('removes exactly the member that is named, and adds it again last', async () => {
    await apply(NOW, ACCOUNT, add('a'), add('b'), add('c'));
    await apply(NOW, ACCOUNT, remove('b'), remove('none'));
    assert.deepEqual(await logins(), ['a', 'c']);
    await apply(NOW, ACCOUNT, add('b'));
    assert.deepEqual(await logins(), ['a', 'c', 'b']);
    await apply(NOW, ACCOUNT, remove('a'), remove('b'), remove('c'));
    assert.deepEqual(await logins(), []);
  });

  it('makes no subject by removing from one that is not known', async () => {
    await apply(NOW, ACCOUNT, remove('a'));
    assert.equal(await read(ACCOUNT), null);
    await apply(NOW, ACCOUNT, remove('a'), count('attempts'));
    assert.deepEqual(await logins(), []);
  });

  it('refuses a list, a counter, a set and a crowd that the type does not have', async () => {
    const type: SubjectType = 'device';
    for (const wrong of [add('a'), remove('a'), count('logins'), distinct('devices', 'a'), sight('a')]) {
      await assert.rejects(apply(NOW, { type, key: 'd' }, count('stocked'), wrong), JSON.stringify(wrong));
    }
    assert.equal(await read({ type, key: 'd' }), null);
  });
}

function crowding(opened: Opened, apply: Apply, read: Read): void {
  const bucket: SubjectId = { type: 'bucket', key: 'b1' };
  const crowd = async (now: number, of = bucket) => (await read(of, now))?.crowds['devices'] ?? 0;

  it('counts whom it saw in the last 60 days, each once, from the day it saw it last', async () => {
    await apply(NOW, bucket, sight('dev_1'), sight('dev_2'), sight('dev_1'));
    await apply(NOW + 20 * DAY, bucket, sight('dev_2'), sight('dev_3'));
    await apply(NOW + 10 * DAY, bucket, sight('dev_3'));
    assert.equal(await crowd(NOW + 59 * DAY), 3);
    assert.equal(await crowd(NOW + 60 * DAY), 2);
    await apply(NOW + 61 * DAY, bucket, sight('dev_4'));
    assert.equal(await crowd(NOW + 61 * DAY), 3);
    assert.equal(await crowd(NOW + 81 * DAY), 1);
    assert.equal((await read({ type: 'recall', key: 'b1' }))?.crowds['devices'], undefined);
  });

  it('counts 64 exactly, very many within 40 %, in hardly more space', async () => {
    const many: SubjectId = { type: 'recall', key: 'many' };
    const seen = (from: number, to: number) =>
      apply(NOW, many, ...Array.from({ length: to - from }, (_, n) => sight(`dev_${from + n}`)));
    await seen(0, 64);
    assert.equal(await crowd(NOW, many), 64);
    const few = await opened().bytesOf?.(SITE, many);
    for (let n = 64; n < 6000; n += 500) await seen(n, Math.min(6000, n + 500));
    const counted = await crowd(NOW, many);
    assert.ok(Math.abs(counted - 6000) < 2400, `${counted} for 6,000`);
    const all = await opened().bytesOf?.(SITE, many);
    if (few !== undefined && all !== undefined) assert.ok(all <= few * 1.1, `${few} bytes for 64, ${all} for 6,000`);
    await apply(NOW + 60 * DAY, many, ...Array.from({ length: 20 }, (_, n) => sight(`later_${n}`)));
    assert.equal(await crowd(NOW + 60 * DAY, many), 20, 'all others are forgotten');
  });
}
