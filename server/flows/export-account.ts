import type { AccountData, AccountDataQuery, AccountHistory, KeptScreening } from '../../shared/wire/account-data.ts';
import type { ListEntry } from '../core/lists/list-entry.ts';
import type { Subject } from '../core/subjects/subject.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredScreening } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';
import type { LoadQuery } from '../ports/state.ts';
import { listPages } from './list-pages.ts';
import { viewOf as entryView } from './manage-lists.ts';
import { readCursor, viewOf } from './read-screenings.ts';
import { accountRefsAsked } from './references.ts';

type Reading = Pick<Ports, 'records' | 'state' | 'lists' | 'keys' | 'clock'>;

/**
 * All that is stored of an account, a page of its screenings at a time, newest first. `asked`: the account's id or reference.
 * Rejects with StateAway or RecordsAway: a part alone would pass for the whole.
 */
export async function exportAccount(
  ports: Reading,
  site: Site,
  asked: string,
  { limit, cursor }: AccountDataQuery,
): Promise<AccountData> {
  const before = readCursor(cursor);
  const refs = accountRefsAsked(ports.keys, site.id, asked);
  const question = { siteId: site.id, now: ports.clock.now(), idempotencyKey: null };
  const types = ['account', 'lockout', 'journal'] as const;
  const subjects = refs.flatMap(key => types.map(type => ({ type, key })));
  const { subjects: known } = await ports.state.load({ ...question, reportId: null, subjects }, LIMITS.changeMsMax);
  // One more than asked tells whether there is a next page.
  const found = await ports.records.search(site.id, { accountRefs: refs, limit: limit + 1, ...before });
  const page = found.slice(0, limit);
  const listed: ListEntry[] = [];
  for await (const some of listPages(ports, site.id, { subject: 'account', keys: refs })) listed.push(...some);
  return {
    history: subjects.flatMap(({ key }, n) => historyOf(key, known[n] ?? null)),
    listed: listed.map(it => entryView(ports, it)),
    screenings: await Promise.all(page.map(it => keptOf(ports, { ...question, subjects: [] }, it))),
    next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

function historyOf(ref: string, subject: Subject | null): AccountHistory[] {
  if (subject === null) return [];
  const { firstSeenAt, lastSeenAt, counters, distincts, lists } = subject;
  return [
    {
      ref,
      firstSeenAt: new Date(firstSeenAt).toISOString(),
      lastSeenAt: new Date(lastSeenAt).toISOString(),
      counters: { ...counters },
      distincts: { ...distincts },
      lists: Object.fromEntries(Object.entries(lists).map(([name, members]) => [name, [...members]])),
    },
  ];
}

async function keptOf(
  { records, state, keys }: Reading,
  question: Omit<LoadQuery, 'reportId'>,
  stored: StoredScreening,
): Promise<KeptScreening> {
  const { id, siteId, reportId, addressRef, features, evidence, dataVersions } = stored;
  const [payload, loaded] = await Promise.all([
    records.payload(siteId, id),
    reportId === null ? null : state.load({ ...question, reportId }, LIMITS.changeMsMax),
  ]);
  const personal = payload === null ? null : keys.decrypt('payload', payload.sealed);
  return {
    ...viewOf(stored),
    addressRef,
    features: { ...features },
    evidence: evidence.map(it => ({ ...it })),
    dataVersions: { ...dataVersions },
    personal: personal === null ? null : JSON.parse(personal),
    report: loaded?.report ?? null,
  };
}
