import type { Timeline, TimelineItem, TimelineQuery } from '../../shared/wire/timeline.ts';
import { type JournalEvent, readJournal } from '../core/journal.ts';
import { type ListEntry, stateOf } from '../core/lists/list-entry.ts';
import { readLock } from '../core/lockout/lockout.ts';
import { networkFlagsOf } from '../core/networks/network-flags.ts';
import { shortMark } from '../core/subjects/mark.ts';
import { trustIn } from '../core/trust-lessons.ts';
import type { TrustEvent } from '../core/vouching.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { ScreeningSearch, StoredScreening } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';
import { accountRefsAsked } from './references.ts';

type Reading = Pick<Ports, 'records' | 'state' | 'lists' | 'keys' | 'clock'>;

/** Where an event stands: of one moment the greater rank is above, as what follows from the others. */
type Place = { readonly at: number; readonly rank: number; readonly key: string };
type Event = Place & { readonly item: TimelineItem };

const CURSOR = /^tml_([0-9a-f]{12})_([0-5])_(\w{1,64})$/;
const MS_MAX = 16 ** 12 - 1;

/**
 * What happened to an account, newest first: its screenings, and what became of it beside them. `asked`: the account's id or reference.
 * Rejects with StateAway or RecordsAway: a part alone would pass for the whole.
 */
export async function accountTimeline(
  ports: Reading,
  site: Site,
  asked: string,
  { from, to, limit, cursor }: TimelineQuery,
): Promise<Timeline> {
  const refs = accountRefsAsked(ports.keys, site.id, asked);
  const after = cursor === undefined ? null : readCursor(cursor);
  const period = {
    from: from === undefined ? 0 : Date.parse(from),
    to: to === undefined ? MS_MAX : Date.parse(to),
  };
  const beside = await eventsBeside(ports, site, refs);
  // One more than asked tells whether there is a next page.
  const search = { accountRefs: refs, ...period, limit: limit + 1 };
  const screenings = await ports.records.search(
    site.id,
    after === null ? search : { ...search, ...below(after, period) },
  );
  const events = [...beside, ...screenings.map(screeningEvent)]
    .filter(it => it.at >= period.from && it.at < period.to && (after === null || isBelow(it, after)))
    .toSorted((a, b) => (isBelow(a, b) ? 1 : -1));
  const page = events.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(it => it.item),
    next: events.length > limit && last !== undefined ? writeCursor(last) : null,
  };
}

function isBelow(one: Place, other: Place): boolean {
  if (one.at !== other.at) return one.at < other.at;
  return one.rank === other.rank ? one.key < other.key : one.rank < other.rank;
}

const below = ({ at, rank, key }: Place, { to }: { to: number }): Pick<ScreeningSearch, 'before' | 'to'> =>
  rank === 0 ? { before: key } : { to: Math.min(to, at + 1) };

const writeCursor = ({ at, rank, key }: Place): string => `tml_${at.toString(16).padStart(12, '0')}_${rank}_${key}`;

/** Throws where it is no `next` of such a list. */
function readCursor(cursor: string): Place {
  const [, at = '', rank, key = ''] = CURSOR.exec(cursor) ?? [];
  if (key === '')
    throw new ProblemError('fields-invalid', [{ path: 'cursor', problem: 'is not a `next` of this list' }]);
  return { at: Number.parseInt(at, 16), rank: Number(rank), key };
}

/** All that is kept of it beside its screenings: some hundred at the most. */
async function eventsBeside(ports: Reading, site: Site, refs: readonly string[]): Promise<readonly Event[]> {
  const { state, lists, clock } = ports;
  const now = clock.now();
  const types = ['account', 'journal', 'lockout'] as const;
  const subjects = refs.flatMap(key => types.map(type => ({ type, key })));
  const query = { siteId: site.id, now, reportId: null, subjects, idempotencyKey: null };
  const { subjects: known } = await state.load(query, LIMITS.changeMsMax);
  const entries = await lists.search(site.id, { subject: 'account', keys: refs, limit: LIMITS.listEntriesRead });
  return [
    ...known.flatMap(it => readJournal(it?.lists['events'] ?? [])).map(journalEvent),
    ...known.flatMap(it => trustIn(it?.lists ?? {}).events).map(trustEvent),
    ...known.flatMap(it => it?.lists['locks'] ?? []).map(it => lockEvent(readLock(it))),
    ...entries.flatMap(it => entryEvents(it, now)),
  ];
}

const RANKS = { screening: 0, outcome: 1, lock: 2, list: 3, device: 4, vouching: 5 } as const;
const NOTHING = { screening: null, outcome: null, device: null, vouching: null, list: null, lock: null };

/** Told twice it is one, wherever it comes from. */
function eventAt(at: number, item: Omit<TimelineItem, 'at'>): Event {
  const whole = { at: time(at), ...item };
  return { at, rank: RANKS[item.kind], key: shortMark(JSON.stringify(whole)), item: whole };
}

function journalEvent(it: JournalEvent): Event {
  if (it.kind === 'outcome') {
    const { screening, result, source, grade } = it;
    return eventAt(it.at, { kind: 'outcome', ...NOTHING, outcome: { screening, result, source, grade } });
  }
  const { id, from, to, cause, author } = it;
  return eventAt(it.at, { kind: 'device', ...NOTHING, device: { id, from, to, cause, author } });
}

function trustEvent({ kind, key, at, cause, by }: TrustEvent): Event {
  return eventAt(at, {
    kind: 'vouching',
    ...NOTHING,
    vouching: { key, said: kind, cause, author: by?.author ?? null },
  });
}

const lockEvent = ({ lane, until, at }: ReturnType<typeof readLock>): Event =>
  eventAt(at, { kind: 'lock', ...NOTHING, lock: { lane, until: time(until) } });

function entryEvents(entry: ListEntry, now: number): readonly Event[] {
  const { id, effect, author, reason, createdAt, changedAt, ended, expiresAt } = entry;
  const said = (at: number, change: NonNullable<TimelineItem['list']>['change'], by = author): Event =>
    eventAt(at, { kind: 'list', ...NOTHING, list: { entry: id, change, effect, author: by, reason } });
  return [
    said(createdAt, 'added'),
    ...(ended === null && changedAt > createdAt ? [said(changedAt, 'changed')] : []),
    ...(ended === null ? [] : [said(ended.at, 'deleted', ended.author)]),
    ...(stateOf(entry, now) === 'expired' ? [said(expiresAt ?? now, 'expired')] : []),
  ];
}

function screeningEvent(stored: StoredScreening): Event {
  const { id, createdAt, action, phase, channel, wouldBe, answer, features, outcomes } = stored;
  const { verdict, score, decidedBy, reasons, device, stepUp, lock } = answer;
  const { country, asn, networkKind } = features;
  const screening = {
    ...{ id, action, phase, channel, verdict, wouldBe, score, decidedBy },
    reasons: reasons.filter(it => it.audience === 'analyst').map(it => it.code),
    device: device && { id: device.id, by: device.by, status: device.status, vouched: device.vouched },
    network: {
      country: typeof country === 'string' ? country : null,
      asn: typeof asn === 'number' ? asn : null,
      kind: typeof networkKind === 'string' ? networkKind : null,
      flags: [...networkFlagsOf(features)],
    },
    stepUp: stepUp?.grade ?? null,
    lock: lock?.state ?? null,
    outcomes: outcomes.map(it => it.result),
  };
  return {
    at: createdAt,
    rank: RANKS.screening,
    key: id,
    item: { at: time(createdAt), kind: 'screening', ...NOTHING, screening },
  };
}

const time = (ms: number): string => new Date(ms).toISOString();
