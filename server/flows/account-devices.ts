import type { Device, DeviceChangeRequest } from '../../shared/wire/devices.ts';
import { type KnownDevice, keyOfDevice, keysOfDevice, readDevices, setByHand } from '../core/device-status.ts';
import { deviceMoved, type JournalEvent } from '../core/journal.ts';
import type { Change } from '../core/subjects/subject.ts';
import { handLesson, trustIn, trustWith } from '../core/trust-lessons.ts';
import type { Trust } from '../core/vouching.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import { deviceChanges } from './device.ts';
import { journalled } from './journal.ts';
import type { Learner, Lesson } from './learn-outcome.ts';
import { accountRefsAsked } from './references.ts';

type Asking = Pick<Ports, 'state' | 'keys' | 'clock'>;
type Lists = Learner['lists'];
/** Under the reference that the account's history lies at. */
type Listed = { readonly ref: string; readonly lists: Lists };

/** The browsers of an account, the latest used first. Rejects with StateAway. @param asked the account's id or reference. */
export async function accountDevices(ports: Asking, site: Site, asked: string): Promise<{ items: Device[] }> {
  const listed = await listOf(ports, site, asked);
  if (listed === null) return { items: [] };
  const trust = trustIn(listed.lists);
  const devices = devicesIn(listed.lists, ports.clock.now());
  return { items: devices.toReversed().map(it => viewOf(it, trust)) };
}

/**
 * A status set by hand: no login moves it, until a fraud, a charge-back or the owner's word is reported. Or its keys vouched for, or
 * no longer. Throws a ProblemError where the account was not used from the device, or it cannot be vouched for; rejects with StateAway.
 */
export async function changeDevice(
  ports: Asking,
  site: Site,
  id: string,
  { account, status, vouched, author, comment }: DeviceChangeRequest,
): Promise<Device> {
  const now = ports.clock.now();
  const by = { author, comment };
  const listed = await listOf(ports, site, account);
  const known = listed === null ? undefined : devicesIn(listed.lists, now).find(it => it.id === id);
  if (listed === null || known === undefined) throw new ProblemError('device-unknown');
  const changed = status === undefined ? known : setByHand(known, status, by, now);
  const keys = keysOfDevice(changed);
  const isFraudulent = changed.status === 'fraudulent';
  if (vouched === true && (keys.length === 0 || isFraudulent || site.mode === 'observe')) {
    throw new ProblemError('device-not-vouchable');
  }
  const revoked = vouched === false || (status !== undefined && isFraudulent);
  // A key that joined it brings its own proof (decision 013); all are taken back together.
  const named = revoked ? keys : keys.slice(0, 1);
  const spoken = vouched === true || revoked ? handLesson(revoked ? 'revoked' : 'vouched', named, by, now) : [];
  await remember(ports, site, listed, { changes: spoken, device: changed }, now);
  return viewOf(changed, trustWith(listed.lists, spoken));
}

/** Of one account: what `learn` makes of its history and of the device, where its list has it. Rejects with StateAway. */
export async function teachAccount(
  ports: Pick<Ports, 'state' | 'clock'>,
  site: Site,
  ref: string,
  deviceId: string | null,
  learn: (account: Learner, now: number) => Lesson,
  told: readonly JournalEvent[],
): Promise<void> {
  const now = ports.clock.now();
  const lists = (await listsAt(ports, site, [ref]))[0] ?? {};
  const device = devicesIn(lists, now).find(it => it.id === deviceId) ?? null;
  await remember(ports, site, { ref, lists }, learn({ lists, device }, now), now, told);
}

const membersIn = (lists: Lists): readonly string[] => lists['devices'] ?? [];
const devicesIn = (lists: Lists, now: number): readonly KnownDevice[] => readDevices(membersIn(lists), now);

async function remember(
  { state }: Pick<Ports, 'state'>,
  site: Site,
  { ref, lists }: Listed,
  { changes, device }: Lesson,
  now: number,
  told: readonly JournalEvent[] = [],
): Promise<void> {
  const all: Change[] = [...changes];
  if (device !== null) all.push(...deviceChanges(membersIn(lists), device));
  const before = devicesIn(lists, now).find(it => it.id === device?.id) ?? null;
  const account = { subject: { type: 'account', key: ref } as const, changes: all };
  const journal = journalled(ref, [...told, deviceMoved(before, device, now)]);
  const every = [...(all.length === 0 ? [] : [account]), ...journal];
  if (every.length === 0) return;
  await state.change({ siteId: site.id, now, changes: every, idempotency: null }, LIMITS.changeMsMax);
}

async function listOf(ports: Asking, site: Site, asked: string): Promise<Listed | null> {
  const refs = accountRefsAsked(ports.keys, site.id, asked);
  const known = await listsAt(ports, site, refs);
  const at = known.findIndex(it => membersIn(it).length > 0);
  return at === -1 ? null : { ref: refs[at] ?? '', lists: known[at] ?? {} };
}

async function listsAt(
  { state, clock }: Pick<Ports, 'state' | 'clock'>,
  site: Site,
  refs: readonly string[],
): Promise<readonly Lists[]> {
  const subjects = refs.map(key => ({ type: 'account', key }) as const);
  const query = { siteId: site.id, now: clock.now(), reportId: null, subjects, idempotencyKey: null };
  const loaded = await state.load(query, LIMITS.changeMsMax);
  return loaded.subjects.map(it => it?.lists ?? {});
}

const time = (ms: number): string => new Date(ms).toISOString();

function viewOf(device: KnownDevice, trust: Trust): Device {
  const { id, recallId, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, by } = device;
  const when = { changedAt: time(changedAt), firstSeenAt: time(firstSeenAt), lastSeenAt: time(lastSeenAt) };
  const keys = keysOfDevice(device).map(key => {
    const vouched = status === 'fraudulent' ? undefined : trust.vouched.get(key);
    const revoked = trust.revoked.get(key);
    return { id: key, vouched: saidOf(vouched), revoked: saidOf(revoked) };
  });
  return { id, recallId, status, cause, ...when, logins, keyProven: keyOfDevice(id) !== null, keys, by };
}

const saidOf = (it: { at: number; cause: string; by: KnownDevice['by'] } | undefined) =>
  it === undefined ? null : { at: time(it.at), cause: it.cause, by: it.by };
