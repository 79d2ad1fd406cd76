import { domainToASCII } from 'node:url';
import type {
  ListEntryChange,
  ListEntryRequest,
  ListEntryView,
  ListQuery,
  ListSubject,
} from '../../shared/wire/lists.ts';
import { type ListEntry, stateOf } from '../core/lists/list-entry.ts';
import { networkText } from '../core/networks/address-words.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { ListSearch } from '../ports/lists.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import { accountRefsAsked, canonicalIp } from './references.ts';

export type ListPorts = Pick<Ports, 'lists' | 'keys' | 'clock' | 'random'>;
type OfSite = Pick<Site, 'id'>;
type Meaning = Pick<ListEntry, 'effect' | 'subject' | 'device' | 'actions'>;

export const NO_VALUE = 'is none of its subject';

const ENTRY_ID = /^lst_[0-9a-f]{32}$/;

/** What an entry of this value is found by, the one that is kept first; more than one of an account alone. None: it is no such thing. */
export function listKeys(
  { keys }: Pick<Ports, 'keys'>,
  site: OfSite,
  subject: ListSubject,
  value: string,
): readonly string[] {
  const text = value.trim();
  if (subject === 'account') return accountRefsAsked(keys, site.id, text);
  if (subject === 'ip') return [canonicalIp(text)];
  if (subject === 'asn') return [String(Number(text.replace(/\D/g, '')))];
  if (subject === 'country') return [text.toUpperCase()];
  if (subject !== 'mail-domain' && subject !== 'cidr') return [text];
  const spelled = subject === 'cidr' ? networkText(text) : domainToASCII(text);
  return spelled === null || spelled === '' ? [] : [spelled];
}

/** Of an account what was written, which no reference gives back; the key says the rest. */
export function listValue({ keys }: Pick<Ports, 'keys'>, { subject, key, sealed }: ListEntry): string {
  if (subject === 'asn') return `AS${key}`;
  return sealed === null ? key : (keys.decrypt('list', Buffer.from(sealed, 'base64url')) ?? key);
}

/** As it is kept, before it has a revision. @param key the first of its `listKeys`. */
export function newEntry(
  ports: ListPorts,
  site: OfSite,
  request: ListEntryRequest,
  key = listKeys(ports, site, request.subject, request.value)[0] ?? '',
): Omit<ListEntry, 'revision'> {
  const { effect, subject, value, device, actions, author, reason, expiresAt } = request;
  const now = ports.clock.now();
  const isPersonal = subject === 'account' && key !== value.trim();
  return {
    id: `lst_${now.toString(16).padStart(12, '0')}${ports.random.hex(10)}`,
    siteId: site.id,
    effect,
    subject,
    key,
    sealed: isPersonal ? Buffer.from(ports.keys.encrypt('list', value.trim(), now)).toString('base64url') : null,
    device,
    actions: [...new Set(actions)].toSorted(),
    author,
    reason,
    createdAt: now,
    changedAt: now,
    expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
    ended: null,
  };
}

/** Two entries of the same sign do the same. */
export const signOf = ({ effect, subject, device, actions }: Meaning, key: string): string =>
  [effect, subject, key, device ?? '', ...[...new Set(actions)].toSorted()].join(' ');

/** Throws a ProblemError where it is there already, has expired before it begins, or there are too many. */
export async function addListEntry(ports: ListPorts, site: OfSite, request: ListEntryRequest): Promise<ListEntryView> {
  const { lists, clock } = ports;
  const keys = listKeys(ports, site, request.subject, request.value);
  const [key] = keys;
  if (key === undefined) throw new ProblemError('fields-invalid', [{ path: 'value', problem: NO_VALUE }]);
  const entry = newEntry(ports, site, request, key);
  if (stateOf(entry, clock.now()) !== 'active') {
    throw new ProblemError('fields-invalid', [{ path: 'expiresAt', problem: 'is over already' }]);
  }
  const same = await lists.search(site.id, {
    subject: request.subject,
    keys,
    activeAt: clock.now(),
    limit: LIMITS.listEntriesRead,
  });
  if (same.some(it => signOf(it, '') === signOf(entry, ''))) throw new ProblemError('list-entry-exists');
  if ((await lists.count(site.id)) >= LIMITS.listEntriesMax) throw new ProblemError('lists-full');
  // Somebody else did, in the same moment.
  const [added] = await lists.write([{ kind: 'add', entry }]);
  if (added !== true) throw new ProblemError('list-entry-exists');
  return readListEntry(ports, site, entry.id);
}

async function entryOf({ lists }: Pick<Ports, 'lists'>, site: OfSite, id: string): Promise<ListEntry> {
  const [found] = ENTRY_ID.test(id) ? await lists.entries(site.id, [id]) : [];
  if (found === undefined) throw new ProblemError('list-entry-unknown');
  return found;
}

export const readListEntry = async (ports: ListPorts, site: OfSite, id: string): Promise<ListEntryView> =>
  viewOf(ports, await entryOf(ports, site, id));

/** Throws a ProblemError where there is none, it has ended, or somebody else was faster. */
export async function changeListEntry(
  ports: ListPorts,
  site: OfSite,
  id: string,
  { revision, actions, reason, expiresAt, author }: ListEntryChange,
): Promise<ListEntryView> {
  const now = ports.clock.now();
  const known = await entryOf(ports, site, id);
  if (stateOf(known, now) !== 'active') throw new ProblemError('list-entry-ended');
  if (known.device !== null && expiresAt === null) {
    throw new ProblemError('fields-invalid', [
      { path: 'expiresAt', problem: 'is needed: an allowed account has an end' },
    ]);
  }
  return replace(ports, site, {
    ...known,
    revision: revision ?? known.revision,
    author,
    changedAt: now,
    ...(actions === undefined ? {} : { actions: [...new Set(actions)].toSorted() }),
    ...(reason === undefined ? {} : { reason }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt === null ? null : Date.parse(expiresAt) }),
  });
}

/** Takes it off the list; it stays on record. Throws a ProblemError where there is none, or it has ended. */
export async function endListEntry(ports: ListPorts, site: OfSite, id: string, author: string): Promise<ListEntryView> {
  const now = ports.clock.now();
  const known = await entryOf(ports, site, id);
  if (stateOf(known, now) !== 'active') throw new ProblemError('list-entry-ended');
  return replace(ports, site, { ...known, changedAt: now, ended: { at: now, author } });
}

async function replace(ports: ListPorts, site: OfSite, entry: ListEntry): Promise<ListEntryView> {
  const [done] = await ports.lists.write([{ kind: 'replace', entry }]);
  if (done !== true) throw new ProblemError('list-entry-changed');
  return readListEntry(ports, site, entry.id);
}

/** Newest first; `next` is the last one's id, and null at the end. */
export async function searchLists(
  ports: ListPorts,
  site: OfSite,
  { effect, subject, value, state, limit, cursor }: ListQuery,
): Promise<{ items: ListEntryView[]; next: string | null }> {
  const wrong = (path: string, problem: string) => new ProblemError('fields-invalid', [{ path, problem }]);
  if (cursor !== undefined && !ENTRY_ID.test(cursor)) throw wrong('cursor', 'is not a `next` of this list');
  if (value !== undefined && subject === undefined) throw wrong('subject', 'is needed with `value`');
  const keys = subject === undefined || value === undefined ? null : listKeys(ports, site, subject, value);
  if (keys?.length === 0) throw wrong('value', NO_VALUE);
  const search: ListSearch = {
    ...(effect === undefined ? {} : { effect }),
    ...(subject === undefined ? {} : { subject }),
    ...(keys === null ? {} : { keys }),
    ...(state === 'all' ? {} : { activeAt: ports.clock.now() }),
    ...(cursor === undefined ? {} : { before: cursor }),
    // One more than asked tells whether there is a next page.
    limit: limit + 1,
  };
  const found = await ports.lists.search(site.id, search);
  const items = found.slice(0, limit).map(it => viewOf(ports, it));
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export function viewOf(ports: Pick<Ports, 'keys' | 'clock'>, entry: ListEntry): ListEntryView {
  const { id, revision, effect, subject, device, actions, reason, author, createdAt, changedAt, expiresAt } = entry;
  return {
    id,
    revision,
    state: stateOf(entry, ports.clock.now()),
    effect,
    subject,
    value: listValue(ports, entry),
    device,
    actions: [...actions],
    reason,
    author,
    createdAt: timeOf(createdAt),
    changedAt: timeOf(changedAt),
    expiresAt: expiresAt === null ? null : timeOf(expiresAt),
  };
}

const timeOf = (at: number): string => new Date(at).toISOString();
