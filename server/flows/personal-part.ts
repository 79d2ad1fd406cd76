import type { ScreeningRequest } from '../../shared/wire/screening.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';

/** Of what was asked, as it stands sealed beside the record. */
export type Personal = Pick<ScreeningRequest, 'client' | 'session'>;

/** null: it was kept long enough, or was sealed with a key that is gone. */
export async function personalOf(
  { records, keys }: Pick<Ports, 'records' | 'keys'>,
  site: Pick<Site, 'id'>,
  id: string,
): Promise<Personal | null> {
  const payload = await records.payload(site.id, id);
  const opened = payload === null ? null : keys.decrypt('payload', payload.sealed);
  if (opened === null) return null;
  const personal: Personal = JSON.parse(opened);
  return personal;
}
