import { createClient } from '@redis/client';
import type { MeasuredGate } from './measured-gate.ts';

/** A number of `INFO section`, such as `used_memory`. null: the gate has no Redis. */
export async function redisInfo(
  { env }: Pick<MeasuredGate, 'env'>,
  section: string,
  name: string,
): Promise<number | null> {
  const url = env['SEKISHO_REDIS_URL'];
  if (url === undefined) return null;
  const client = await createClient({ url }).connect();
  try {
    const said = new RegExp(`^${name}:(\\d+)`, 'm').exec(await client.info(section))?.[1];
    if (said === undefined) throw new Error(`INFO ${section} says nothing of ${name}`);
    return Number(said);
  } finally {
    client.destroy();
  }
}
