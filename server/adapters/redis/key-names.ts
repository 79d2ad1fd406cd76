import type { SubjectId } from '../../core/subjects/subject.ts';
import { crc16 } from './key-slot.ts';

/**
 * Every name of a key. What one script changes together has one tag in braces, so that a Cluster keeps it on one machine: a subject
 * and its large sets; a report and its shard's list; a record and its shard's outbox.
 */

/** The subject, and its large sets of distinct values. */
export function subjectKeys(siteId: string, { type, key }: SubjectId): [string, string] {
  const name = `sk:{${siteId}/${type}/${key}}`;
  return [name, `${name}d`];
}

/** Enough that the machines of a Cluster have about as many each; each is a list of the shard's reports. */
export const REPORT_SHARDS = 256;

export type ReportKeys = { readonly key: string; readonly list: string; readonly name: string };

export function reportKeys(siteId: string, reportId: string): ReportKeys {
  const list = `sk:{r:${crc16(reportId) % REPORT_SHARDS}}`;
  const name = `${siteId}:${reportId}`;
  return { key: `${list}:${name}`, list, name };
}

export const nonceKey = (nonceId: string): string => `sk:n:${nonceId}`;
export const idempotencyKey = (siteId: string, key: string): string => `sk:i:${siteId}:${key}`;

export const OUTBOX_SHARDS = 16;
/** An account's records are of one shard, so that they are moved in their order; those of none are spread by their own id. */
export const shardOf = (accountRef: string | null, id: string): number => crc16(accountRef ?? id) % OUTBOX_SHARDS;

export const outboxKey = (shard: number): string => `sk:{o:${shard}}`;
export const deadKey = (shard: number): string => `${outboxKey(shard)}:dead`;
export const leaseKey = (shard: number): string => `${outboxKey(shard)}:lease`;
/** Which batch is on its way to the records. */
export const batchKey = (shard: number): string => `${outboxKey(shard)}:batch`;
export const recordName = (siteId: string, id: string): string => `${siteId}:${id}`;
/** As the scripts make it too: the outbox's key and the record's name. */
export const recordKey = (shard: number, name: string): string => `${outboxKey(shard)}:${name}`;
export const checkKey = (shard: number): string => `${outboxKey(shard)}:check`;
