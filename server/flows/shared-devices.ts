import { SHARED_REFS_MAX, type SharedDevices, type SharedDevicesQuery } from '../../shared/wire/views.ts';
import { keyOfDevice } from '../core/device-status.ts';
import { groupSightings } from '../core/views/group-sightings.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import { seenView } from './address-groups.ts';
import { coveredView, periodOf, readSightings } from './read-sightings.ts';

/** Devices, or keys, that several accounts were used from, the most shared first. Rejects with RecordsAway. */
export async function sharedDevices(
  ports: Pick<Ports, 'records' | 'clock'>,
  site: Site,
  query: SharedDevicesQuery,
): Promise<SharedDevices> {
  const { by, minAccounts, limit } = query;
  const grouping = groupSightings();
  const covered = await readSightings(ports, site, periodOf(query, ports.clock.now()), it => {
    const id = it[by];
    if (id !== null && it.account !== null) grouping.add(id, it);
  });
  const { all, groups } = grouping.greatest({ minScreenings: 1, minAccounts, sort: 'accounts', limit });
  const items = groups.map(it => ({
    id: it.key,
    knownBy: by === 'key' || keyOfDevice(it.key) !== null ? ('key' as const) : ('cookie' as const),
    accountRefs: [...it.accounts].slice(0, SHARED_REFS_MAX),
    addresses: it.addresses.size,
    ...seenView(it),
  }));
  return { ...coveredView(covered), groups: all, items };
}
