import type { Outcome, ScreeningsQuery, ScreeningView } from '../../shared/wire/screening.ts';
import { ProblemError } from '../errors.ts';
import type { Ports } from '../ports/ports.ts';
import type { ScreeningSearch, StoredOutcome, StoredScreening } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';
import { accountRefsAsked, addressRefs } from './references.ts';

const outcomeOf = ({ result, source, comment, grade, confidence, at, teaches }: StoredOutcome): Outcome => ({
  result,
  source,
  comment,
  grade: grade ?? null,
  confidence,
  teaches: teaches !== false,
  at: new Date(at).toISOString(),
});

/** A record as its own site reads it back. */
export function viewOf(stored: StoredScreening): ScreeningView {
  const { answer, createdAt, domain, action, phase, channel } = stored;
  const outcomes = stored.outcomes.map(outcomeOf);
  const when = new Date(createdAt).toISOString();
  return {
    ...answer,
    createdAt: when,
    domain,
    action,
    phase,
    channel,
    outcome: outcomes.findLast(it => it.teaches) ?? null,
    outcomes,
  };
}

export async function readScreening(ports: Pick<Ports, 'records'>, site: Site, id: string): Promise<ScreeningView> {
  const stored = await ports.records.screening(site.id, id);
  if (stored === null) throw new ProblemError('screening-unknown');
  return viewOf(stored);
}

const CURSOR = /^scr_[0-9a-f]{32}$/;

/** Throws where it is no `next` of such a list. */
export function readCursor(cursor: string | undefined): Pick<ScreeningSearch, 'before'> {
  if (cursor === undefined) return {};
  if (CURSOR.test(cursor)) return { before: cursor };
  throw new ProblemError('fields-invalid', [{ path: 'cursor', problem: 'is not a `next` of this list' }]);
}

/** Newest first; `next` is the last one's id, and null at the end. */
export async function searchScreenings(
  ports: Pick<Ports, 'records' | 'keys'>,
  site: Site,
  query: ScreeningsQuery,
): Promise<{ items: ScreeningView[]; next: string | null }> {
  const { account, device, ip, verdict, campaign, from, to, limit, cursor } = query;
  if (campaign !== undefined && query.reason !== undefined) {
    throw new ProblemError('fields-invalid', [{ path: 'campaign', problem: 'is asked for without `reason`' }]);
  }
  // A campaign's members are indexed beside their reasons, by its id.
  const reason = campaign ?? query.reason;
  const before = readCursor(cursor);
  const found = await ports.records.search(site.id, {
    ...(account === undefined ? {} : { accountRefs: accountRefsAsked(ports.keys, site.id, account) }),
    ...(ip === undefined ? {} : { addressRefs: addressRefs(ports.keys, site.id, ip) }),
    ...(device === undefined ? {} : { device }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(reason === undefined ? {} : { reason }),
    ...(from === undefined ? {} : { from: Date.parse(from) }),
    ...(to === undefined ? {} : { to: Date.parse(to) }),
    ...before,
    // One more than asked tells whether there is a next page.
    limit: limit + 1,
  });
  const items = found.slice(0, limit);
  return { items: items.map(viewOf), next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}
