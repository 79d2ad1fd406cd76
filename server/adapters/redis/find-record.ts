import { OUTBOX_SHARDS, recordKey, recordName } from './key-names.ts';
import type { ScriptRunner } from './link.ts';
import { SCRIPTS } from './scripts.ts';

export type FoundRecord = { readonly shard: number; readonly fields: readonly unknown[] };

export const SHARDS = Array.from({ length: OUTBOX_SHARDS }, (_, shard) => shard);

/**
 * A record that waits in Redis, or was moved a moment ago. Its id alone does not tell the shard, nor does its account: with a secret
 * that was changed, it may have been known by an older reference.
 */
export async function findRecord(
  link: ScriptRunner,
  siteId: string,
  id: string,
  fields: readonly string[],
  withinMs: number,
  asBuffers = false,
): Promise<FoundRecord | null> {
  const name = recordName(siteId, id);
  const keys = SHARDS.map(shard => recordKey(shard, name));
  const look = async (some: readonly string[], first: number): Promise<FoundRecord | null> => {
    const [place, ...values] = await link.run(SCRIPTS.readRecord, some, fields, withinMs, asBuffers);
    return Number(place) === 0 ? null : { shard: first + Number(place) - 1, fields: values };
  };
  if (!link.isCluster) return look(keys, 0);
  const found = await Promise.all(keys.map((key, shard) => look([key], shard)));
  return found.find(it => it !== null) ?? null;
}
