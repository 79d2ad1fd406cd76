import type { SubjectChange } from '../../core/subjects/subject.ts';
import { StateAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import type { ScreeningRecord } from '../../ports/records.ts';
import type { Aside, Commit, Erasure, Loaded, LoadQuery, Spooled, State, StoredReport } from '../../ports/state.ts';
import {
  type CommitPart,
  keyPart,
  readKept,
  recordPart,
  shardMax,
  subjectsPart,
  together,
  usePart,
} from './commit-parts.ts';
import { findRecord, SHARDS } from './find-record.ts';
import {
  checkKey,
  deadKey,
  idempotencyKey,
  nonceKey,
  outboxKey,
  REPORT_SHARDS,
  reportKeys,
  shardOf,
  subjectKeys,
} from './key-names.ts';
import type { ScriptRunner } from './link.ts';
import { SCRIPTS } from './scripts.ts';
import { readSubjects, shapesJson } from './subject-wire.ts';

export type RedisStateLimits = {
  readonly reportLifeMs: number;
  readonly reportsMax: number;
  readonly outboxEventsMax: number;
};

type Nonce = { readonly id: string; readonly expiresAt: number };

/**
 * The state in Redis. On a single one every call is one script, so all of it or nothing, and durable as Redis' persistence is set:
 * with `appendfsync always` when the promise resolves, with `everysec` a second later.
 *
 * In a Cluster no script spans two slots. A commit's steps are: the token's use, the idempotency key, the subjects (side by side, each
 * whole), the record last. The first two find every conflict, and nothing else was changed by then. What is cut off half-way was never
 * answered, and leaves: a used token or a remembered key whose record is missing (the flow takes it as never used), subjects of which
 * some counted an attempt that had no answer. Readers may see a screening in one subject and not yet in another.
 */
export function redisState(link: ScriptRunner, limits: RedisStateLimits): State {
  const commitIn = link.isCluster ? commitInCluster : commitAtOnce;
  return {
    saveReport: (report, nonce, withinMs) => saveReport(link, limits, report, nonce, withinMs),
    load: (query, withinMs) => (link.isCluster ? loadFromCluster(link, query, withinMs) : load(link, query, withinMs)),
    commit: (commit, withinMs) => commitIn(link, limits, commit, withinMs),
    change: (aside, withinMs) => change(link, aside, withinMs),
    restore: spooled => restore(link, limits, spooled),
    erase: erasure => erase(link, erasure),
    sweep: async () => 0,
    check: withinMs => check(link, limits, withinMs),
  };
}

async function saveReport(
  link: ScriptRunner,
  limits: RedisStateLimits,
  report: StoredReport,
  nonce: Nonce,
  withinMs: number,
): Promise<'saved' | 'nonce-used'> {
  const endsAt = performance.now() + withinMs;
  const { key, list, name } = reportKeys(report.siteId, report.id);
  const nonceLife = String(Math.max(1, Math.ceil(nonce.expiresAt - report.createdAt)));
  const keys = link.isCluster ? [key, list] : [key, list, nonceKey(nonce.id)];
  const max = Math.max(1, Math.ceil(limits.reportsMax / REPORT_SHARDS));
  const args = [name, JSON.stringify(report), String(limits.reportLifeMs), String(max), nonceLife];
  const [saved] = await link.run(SCRIPTS.saveReport, keys, args, withinMs);
  if (!link.isCluster) return saved === 'nonce-used' ? saved : 'saved';
  // The report first: cut off here, it is one that nobody has the token of.
  const spent = await link.run(SCRIPTS.spendNonce, [nonceKey(nonce.id)], [nonceLife], endsAt - performance.now());
  if (spent[0] === 'spent') return 'saved';
  if (saved === 'saved') await link.run(SCRIPTS.forget, [key, list], [name], endsAt - performance.now());
  return 'nonce-used';
}

async function load(link: ScriptRunner, query: LoadQuery, withinMs: number): Promise<Loaded> {
  const { siteId, now, reportId, subjects, idempotencyKey: idempotency } = query;
  const keys: string[] = [];
  let asked = '';
  if (reportId !== null) {
    keys.push(reportKeys(siteId, reportId).key);
    asked += 'r';
  }
  if (idempotency !== null) {
    keys.push(idempotencyKey(siteId, idempotency));
    asked += 'k';
  }
  for (const subject of subjects) keys.push(...subjectKeys(siteId, subject));
  if (keys.length === 0) return { report: null, uses: [], subjects: [], idempotent: null };
  const args = [asked, String(now), shapesJson(subjects)];
  const [report, uses, kept, read] = await link.run(SCRIPTS.load, keys, args, withinMs);
  return {
    report: typeof report === 'string' ? JSON.parse(report) : null,
    uses: typeof uses === 'string' ? JSON.parse(`[${uses}]`) : [],
    subjects: readSubjects(read, subjects),
    idempotent: readKept(kept),
  };
}

/** One call a slot, all sent together. */
async function loadFromCluster(link: ScriptRunner, query: LoadQuery, withinMs: number): Promise<Loaded> {
  const nothing = { ...query, reportId: null, subjects: [], idempotencyKey: null };
  const [fromReport, fromKey, ...fromSubjects] = await Promise.all([
    load(link, { ...nothing, reportId: query.reportId }, withinMs),
    load(link, { ...nothing, idempotencyKey: query.idempotencyKey }, withinMs),
    ...query.subjects.map(it => load(link, { ...nothing, subjects: [it] }, withinMs)),
  ]);
  return {
    report: fromReport?.report ?? null,
    uses: fromReport?.uses ?? [],
    subjects: fromSubjects.flatMap(it => it.subjects),
    idempotent: fromKey?.idempotent ?? null,
  };
}

async function run(
  link: ScriptRunner,
  { keys, plan, args }: CommitPart,
  withinMs: number,
): Promise<'done' | 'conflict'> {
  const [said] = await link.run(SCRIPTS.commit, keys, [JSON.stringify(plan), ...args], withinMs);
  if (said === 'full') throw new StateAway('full');
  return said === 'conflict' ? 'conflict' : 'done';
}

async function commitAtOnce(
  link: ScriptRunner,
  limits: RedisStateLimits,
  { record, token, changes, idempotency }: Commit,
  withinMs: number,
): Promise<'done' | 'conflict'> {
  const { siteId, createdAt, id } = record;
  const parts = [recordPart(record, 'screening', limits.outboxEventsMax)];
  if (token !== null) parts.push(usePart(siteId, token));
  if (idempotency !== null) parts.push(keyPart(siteId, createdAt, idempotency, id, idempotency.replaces));
  parts.push(subjectsPart(siteId, createdAt, changes));
  return run(link, together(parts), withinMs);
}

async function commitInCluster(
  link: ScriptRunner,
  limits: RedisStateLimits,
  { record, token, changes, idempotency }: Commit,
  withinMs: number,
): Promise<'done' | 'conflict'> {
  const endsAt = performance.now() + withinMs;
  const left = (): number => endsAt - performance.now();
  const { siteId, createdAt, id } = record;
  const subjects = partsBySubject(siteId, createdAt, changes);
  const use = token === null ? null : usePart(siteId, token);
  const undo = async (): Promise<void> => {
    if (use !== null) await link.run(SCRIPTS.undoUse, use.keys, use.args, left());
  };
  const [used, room] = await Promise.all([
    use === null ? 'done' : run(link, use, left()),
    roomFor(link, limits, record, left()),
  ]);
  if (used === 'conflict') return 'conflict';
  if (room === 'full') {
    await undo();
    throw new StateAway('full');
  }
  if (idempotency !== null) {
    const claim = keyPart(siteId, createdAt, idempotency, id, idempotency.replaces);
    if ((await run(link, claim, left())) === 'conflict') {
      await undo();
      return 'conflict';
    }
  }
  await runEach(link, subjects, left());
  return run(link, recordPart(record, 'screening', limits.outboxEventsMax), left());
}

/** Asked before anything is changed; the record's own step looks again. */
async function roomFor(link: ScriptRunner, limits: RedisStateLimits, record: ScreeningRecord, withinMs: number) {
  const shard = shardOf(record.accountRef, record.id);
  const keys = [outboxKey(shard), deadKey(shard)];
  const [room] = await link.run(SCRIPTS.room, keys, [String(shardMax(limits.outboxEventsMax))], withinMs);
  return room;
}

/** One part a slot. Throws for what a subject does not remember. */
function partsBySubject(siteId: string, now: number, changes: readonly SubjectChange[]): readonly CommitPart[] {
  const bySubject = Map.groupBy(changes, ({ subject }) => subjectKeys(siteId, subject)[0]);
  return [...bySubject.values()].map(own => subjectsPart(siteId, now, own));
}

async function runEach(link: ScriptRunner, parts: readonly CommitPart[], withinMs: number): Promise<void> {
  await Promise.all(parts.map(it => run(link, it, withinMs)));
}

async function change(
  link: ScriptRunner,
  { siteId, now, changes, idempotency }: Aside,
  withinMs: number,
): Promise<void> {
  const key = idempotency === null ? [] : [keyPart(siteId, now, idempotency, idempotency.screeningId, undefined)];
  if (link.isCluster) await runEach(link, [...key, ...partsBySubject(siteId, now, changes)], withinMs);
  else if (key.length > 0 || changes.length > 0) {
    await run(link, together([...key, subjectsPart(siteId, now, changes)]), withinMs);
  }
}

async function restore(
  link: ScriptRunner,
  limits: RedisStateLimits,
  { record, changes, idempotency }: Spooled,
): Promise<void> {
  const withinMs = LIMITS.stateBackgroundMsMax;
  const { siteId, createdAt, id } = record;
  // Only who restores it could put it there meanwhile: the commit's own time was over before it was answered otherwise.
  const known = await findRecord(link, siteId, id, ['a'], withinMs);
  const stored = recordPart(record, 'restored', limits.outboxEventsMax, known?.shard);
  const subjects = known === null ? changes : [];
  const key = idempotency === null ? [] : [keyPart(siteId, createdAt, idempotency, id, undefined)];
  if (!link.isCluster) {
    await run(link, together([stored, ...key, subjectsPart(siteId, createdAt, subjects)]), withinMs);
    return;
  }
  if ((await roomFor(link, limits, record, withinMs)) === 'full') throw new StateAway('full');
  await runEach(link, partsBySubject(siteId, createdAt, subjects), withinMs);
  await run(link, stored, withinMs);
  // Last: a key without its record would be taken for one that was cut off before it was answered.
  await runEach(link, key, withinMs);
}

const ERASED_AT_ONCE = 100;

async function erase(link: ScriptRunner, { siteId, subjects, reportIds, idempotencyKeys }: Erasure): Promise<void> {
  const forget = (keys: readonly string[], name: string) => () =>
    link.run(SCRIPTS.forget, keys, [name], LIMITS.stateBackgroundMsMax);
  const reports = reportIds.map(it => reportKeys(siteId, it));
  const all = [
    ...subjects.map(it => forget(subjectKeys(siteId, it), '')),
    ...reports.map(({ key, list, name }) => forget([key, list], name)),
    ...idempotencyKeys.map(it => forget([idempotencyKey(siteId, it)], '')),
  ];
  for (let i = 0; i < all.length; i += ERASED_AT_ONCE) {
    await Promise.all(all.slice(i, i + ERASED_AT_ONCE).map(it => it()));
  }
}

/** A real write on every machine that records are written to, which also says whether there is room. */
async function check(link: ScriptRunner, limits: RedisStateLimits, withinMs: number): Promise<void> {
  const keysOf = (shard: number): string[] => [outboxKey(shard), deadKey(shard)];
  const ask = (keys: readonly string[]) =>
    link.run(SCRIPTS.check, keys, [String(shardMax(limits.outboxEventsMax))], withinMs);
  const replies = link.isCluster
    ? await Promise.all(SHARDS.map(shard => ask([checkKey(shard), ...keysOf(shard)])))
    : [await ask([checkKey(0), ...SHARDS.flatMap(keysOf)])];
  if (replies.some(([said]) => said === 'full')) throw new StateAway('full');
}
