import type { Device, DeviceChangeRequest } from '../../shared/wire/devices.ts';
import { type KnownDevice, membersOf, readDevices, setByHand } from '../core/device-status.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import { deviceChanges, keyOfDevice } from './device.ts';
import { accountRefsAsked } from './references.ts';

type Asking = Pick<Ports, 'state' | 'keys' | 'clock'>;
/** Under the reference that the account's history lies at. */
type Listed = { readonly ref: string; readonly members: readonly string[] };

/** The browsers of an account, the latest used first. Rejects with StateAway. @param asked the account's id or reference. */
export async function accountDevices(ports: Asking, site: Site, asked: string): Promise<{ items: Device[] }> {
  const listed = await listOf(ports, site, asked);
  const now = ports.clock.now();
  return {
    items: readDevices(listed?.members ?? [], now)
      .toReversed()
      .map(viewOf),
  };
}

/**
 * A status set by hand: no login moves it, until a fraud, a charge-back or the owner's word is reported.
 * Throws a ProblemError where the account was not used from the device; rejects with StateAway.
 */
export async function changeDevice(
  ports: Asking,
  site: Site,
  id: string,
  { account, status, author, comment }: DeviceChangeRequest,
): Promise<Device> {
  const now = ports.clock.now();
  const listed = await listOf(ports, site, account);
  const known = readDevices(listed?.members ?? [], now).find(it => it.id === id);
  if (listed === null || known === undefined) throw new ProblemError('device-unknown');
  const changed = setByHand(known, status, { author, comment }, now);
  await remember(ports, site, listed, changed, now);
  return viewOf(changed);
}

/** Of one account: what `change` makes of the device, where its list has it. Rejects with StateAway. */
export async function moveDevice(
  ports: Pick<Ports, 'state' | 'clock'>,
  site: Site,
  ref: string,
  id: string,
  change: (known: KnownDevice, now: number) => KnownDevice,
): Promise<void> {
  const now = ports.clock.now();
  const members = await membersAt(ports, site, [ref]);
  const listed = { ref, members: members[0] ?? [] };
  const known = readDevices(listed.members, now).find(it => it.id === id);
  if (known !== undefined) await remember(ports, site, listed, change(known, now), now);
}

async function remember(
  { state }: Pick<Ports, 'state'>,
  site: Site,
  { ref, members }: Listed,
  device: KnownDevice,
  now: number,
): Promise<void> {
  const changes = deviceChanges(membersOf(members, device.id), device);
  const subject = { type: 'account', key: ref } as const;
  await state.change({ siteId: site.id, now, changes: [{ subject, changes }], idempotency: null }, LIMITS.changeMsMax);
}

async function listOf(ports: Asking, site: Site, asked: string): Promise<Listed | null> {
  const refs = accountRefsAsked(ports.keys, site.id, asked);
  const members = await membersAt(ports, site, refs);
  const at = members.findIndex(it => it.length > 0);
  return at === -1 ? null : { ref: refs[at] ?? '', members: members[at] ?? [] };
}

async function membersAt(
  { state, clock }: Pick<Ports, 'state' | 'clock'>,
  site: Site,
  refs: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const subjects = refs.map(key => ({ type: 'account', key }) as const);
  const query = { siteId: site.id, now: clock.now(), reportId: null, subjects, idempotencyKey: null };
  const loaded = await state.load(query, LIMITS.changeMsMax);
  return loaded.subjects.map(it => it?.lists['devices'] ?? []);
}

const time = (ms: number): string => new Date(ms).toISOString();

function viewOf({ id, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, recallId, by }: KnownDevice): Device {
  const when = { changedAt: time(changedAt), firstSeenAt: time(firstSeenAt), lastSeenAt: time(lastSeenAt) };
  return { id, recallId, status, cause, ...when, logins, keyProven: keyOfDevice(id) !== null, by };
}
