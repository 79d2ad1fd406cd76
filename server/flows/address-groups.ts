import type { AddressGrouping, AddressGroups, AddressQuery } from '../../shared/wire/views.ts';
import { groupSightings, type SeenGroup } from '../core/views/group-sightings.ts';
import type { Ports } from '../ports/ports.ts';
import type { Sighting } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';
import { coveredView, periodOf, readSightings } from './read-sightings.ts';
import { canonicalIp, networkOf } from './references.ts';

type Reading = Pick<Ports, 'records' | 'clock' | 'keys' | 'networks'>;

const KEYS: Readonly<Record<AddressGrouping, (it: Sighting) => string | null>> = {
  address: it => it.address,
  network: it => it.network,
  asn: it => (it.asn === null ? null : String(it.asn)),
};

/** Where a site's screenings came from, the greatest first. Rejects with RecordsAway. */
export async function addressGroups(ports: Reading, site: Site, query: AddressQuery): Promise<AddressGroups> {
  const { by, flag, country, asn, phase, verdict } = query;
  const grouping = groupSightings();
  const covered = await readSightings(ports, site, periodOf(query, ports.clock.now()), it => {
    const key = KEYS[by](it);
    if (key === null || (flag !== undefined && !it.flags.includes(flag))) return;
    if (country !== undefined && it.country !== country) return;
    if (asn !== undefined && it.asn !== asn) return;
    if ((phase !== undefined && it.phase !== phase) || (verdict !== undefined && it.verdict !== verdict)) return;
    grouping.add(key, it);
  });
  const { all, groups } = grouping.greatest(query);
  const items = await Promise.all(groups.map(it => itemOf(ports, site, by, it)));
  return { ...coveredView(covered), groups: all, items };
}

async function itemOf(
  ports: Reading,
  site: Site,
  by: AddressGrouping,
  group: SeenGroup,
): Promise<AddressGroups['items'][number]> {
  const { asn, country, flags, addresses } = group;
  const ip = await addressIn(ports, site, group.sample);
  return {
    address: by === 'address' ? ip : null,
    network: ip === null || by === 'asn' ? null : networkOf(ip),
    asn,
    asnName: ip === null ? null : (ports.networks.of(ip).asn?.name ?? null),
    country: by === 'asn' ? null : country,
    flags: [...flags],
    addresses: addresses.size,
    ...seenView(group),
  };
}

/** As it was told; null: it was erased, or its time is over. */
async function addressIn({ records, keys }: Reading, site: Site, screening: string): Promise<string | null> {
  const payload = await records.payload(site.id, screening);
  const text = payload === null ? null : keys.decrypt('payload', payload.sealed);
  if (text === null) return null;
  const ip: unknown = JSON.parse(text)?.client?.ip;
  return typeof ip === 'string' ? canonicalIp(ip) : null;
}

export const seenView = ({ screenings, failed, accounts, verdicts, firstAt, lastAt, sample }: SeenGroup) => ({
  screenings,
  failed,
  accounts: accounts.size,
  verdicts: { ...verdicts },
  firstAt: new Date(firstAt).toISOString(),
  lastAt: new Date(lastAt).toISOString(),
  sample,
});
