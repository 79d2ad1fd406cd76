import type { RedisArgument } from '@redis/client';
import type { SubjectChange } from '../../core/subjects/subject.ts';
import type { ScreeningRecord } from '../../ports/records.ts';
import type { Commit, KeptKey } from '../../ports/state.ts';
import { rowsOf, type ScreeningRow } from '../sql/tables.ts';
import {
  deadKey,
  idempotencyKey,
  OUTBOX_SHARDS,
  outboxKey,
  recordKey,
  recordName,
  reportKeys,
  shardOf,
  subjectKeys,
} from './key-names.ts';
import { type SubjectWire, subjectWire } from './subject-wire.ts';

/** What the script commit is told to do (lua/commit.lua): all of it at once, or, in a Cluster, what lies in one slot. */
export type CommitPart = { readonly keys: string[]; readonly plan: CommitPlan; readonly args: RedisArgument[] };

export type CommitPlan = {
  readonly now?: number;
  /** `max`: how many events may wait in its shard. */
  readonly record?: { readonly max: number; readonly kind: 'screening' | 'restored' };
  readonly use?: { readonly seen: number };
  /** `claim`: a conflict where it is not remembered with `replaces` ('': with none); else kept where it is known. */
  readonly key?: { readonly life: number; readonly claim: boolean; readonly replaces: string };
  readonly subjects?: readonly SubjectWire[];
};

export const shardMax = (eventsMax: number): number => Math.max(1, Math.ceil(eventsMax / OUTBOX_SHARDS));

export function recordPart(
  record: ScreeningRecord,
  kind: 'screening' | 'restored',
  eventsMax: number,
  shard = shardOf(record.accountRef, record.id),
): CommitPart {
  const { screening, codes, payload } = rowsOf(record);
  const { address_ref, device, verdict, sighting } = screening;
  const { sealed } = payload;
  const head: RecordHead = { address_ref, device, verdict, sighting, codes };
  const name = recordName(record.siteId, record.id);
  return {
    keys: [recordKey(shard, name), outboxKey(shard), deadKey(shard)],
    plan: { record: { max: shardMax(eventsMax), kind } },
    args: [
      name,
      screening.body,
      payload.salt,
      Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength),
      record.accountRef ?? '',
      JSON.stringify(head),
    ],
  };
}

/** What a record is searched by, so that who moves it need not read the rest. */
type RecordHead = Pick<ScreeningRow, 'address_ref' | 'device' | 'verdict' | 'sighting'> & {
  readonly codes: readonly string[];
};

/** What an earlier version left waiting has no sighting. */
export const readHead = (head: string): RecordHead => ({ sighting: null, ...JSON.parse(head) });

export const usePart = (siteId: string, { reportId, seenUses, use }: NonNullable<Commit['token']>): CommitPart => ({
  keys: [reportKeys(siteId, reportId).key],
  plan: { use: { seen: seenUses } },
  args: [JSON.stringify(use)],
});

/** @param replaces undefined: nothing is claimed, only remembered where it was not known. */
export const keyPart = (
  siteId: string,
  now: number,
  { key, digest, expiresAt }: KeptKey,
  screeningId: string,
  replaces: string | null | undefined,
): CommitPart => ({
  keys: [idempotencyKey(siteId, key)],
  plan: {
    key: { life: Math.max(1, Math.ceil(expiresAt - now)), claim: replaces !== undefined, replaces: replaces ?? '' },
  },
  args: [`${digest}\n${screeningId}`],
});

/** The value that keyPart stores. */
export function readKept(value: unknown): { digest: string; screeningId: string } | null {
  if (typeof value !== 'string') return null;
  const at = value.lastIndexOf('\n');
  return { digest: value.slice(0, at), screeningId: value.slice(at + 1) };
}

export const subjectsPart = (siteId: string, now: number, changes: readonly SubjectChange[]): CommitPart => ({
  keys: changes.flatMap(({ subject }) => subjectKeys(siteId, subject)),
  plan: { now, subjects: changes.map(subjectWire) },
  args: [],
});

/** In the order of lua/commit.lua. */
export const together = (parts: readonly CommitPart[]): CommitPart => ({
  keys: parts.flatMap(it => it.keys),
  plan: Object.assign({}, ...parts.map(it => it.plan)),
  args: parts.flatMap(it => it.args),
});
