import {
  LIST_IMPORT_ROWS_MAX,
  type ListEntryRequest,
  type ListEntryView,
  type ListImport,
  type ListImported,
  listEntryRequestSchema,
} from '../../shared/wire/lists.ts';
import { BYTE_ORDER_MARK, csvLine, parseCsv } from '../core/lists/csv.ts';
import { type ListEntry, stateOf } from '../core/lists/list-entry.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { ListWrite } from '../ports/lists.ts';
import type { Site } from '../ports/sites.ts';
import { inTurns, listPages } from './list-pages.ts';
import { type ListPorts, listKeys, NO_VALUE, newEntry, signOf, viewOf } from './manage-lists.ts';

/** Read, or planned, without a pause: some milliseconds. */
const ROWS_A_TURN = 50;

/** In the order of the file. What a file may change of an entry is its actions, reason and end. */
const COLUMNS = [
  'id',
  'revision',
  'state',
  'effect',
  'subject',
  'value',
  'device',
  'actions',
  'reason',
  'expiresAt',
  'author',
  'createdAt',
] as const;
const NEEDED = ['effect', 'subject', 'value', 'reason'] as const;

/** All of a site's entries as one file, newest first. @param all also those that ended. */
export async function exportLists(ports: ListPorts, site: Pick<Site, 'id'>, all: boolean): Promise<string> {
  const lines = [BYTE_ORDER_MARK + csvLine(COLUMNS)];
  const search = all ? {} : { activeAt: ports.clock.now() };
  for await (const page of listPages(ports, site.id, search)) {
    lines.push(...page.map(it => csvLine(cellsOf(viewOf(ports, it)))));
  }
  return lines.join('');
}

const cellsOf = (view: ListEntryView): readonly string[] =>
  COLUMNS.map(name => {
    const value = view[name];
    return Array.isArray(value) ? value.join(' ') : String(value ?? '');
  });

const CHANGED = 'revision: somebody has changed it since; export it again';

type Line = {
  readonly line: number;
  readonly id: string;
  readonly revision: number;
  readonly request: ListEntryRequest;
  /** What it is found by; the first is the one that is kept. */
  readonly keys: readonly [string, ...string[]];
};
type Refusal = ListImported['refused'][number];
type Planned = Refusal | { readonly line: number; readonly write: ListWrite } | 'unchanged';

/**
 * Adds what has no id, changes what has one and was not changed since; what has ended stays so, and an id that is not known adds
 * nothing. A line that is refused holds up no other. Throws a ProblemError where the file cannot be read, or there are too many.
 */
export async function importLists(
  ports: ListPorts,
  site: Pick<Site, 'id'>,
  { csv, author, dryRun }: ListImport,
): Promise<ListImported> {
  const read: (Line | Refusal)[] = [];
  for await (const rows of inTurns(rowsOf(csv), ROWS_A_TURN)) {
    read.push(...rows.map(it => readLine(ports, site, it, author)));
  }
  const lines = read.filter(it => 'request' in it);
  const known = await knownEntries(ports, site, lines);
  const taken = await takenSigns(ports, site, lines);
  const planned: Planned[] = [];
  for await (const some of inTurns(lines, ROWS_A_TURN)) {
    planned.push(...some.map(it => planOf(ports, site, it, known, taken)));
  }
  const writes = planned.filter(it => typeof it === 'object' && 'write' in it);
  const adding = writes.filter(it => it.write.kind === 'add').length;
  if ((await ports.lists.count(site.id)) + adding > LIMITS.listEntriesMax) throw new ProblemError('lists-full');
  const done = dryRun ? writes : await writeAll(ports, writes);
  const late = writes.filter(it => !done.includes(it));
  const refused = [...read, ...planned].filter(it => typeof it === 'object' && 'problem' in it);
  const changedSince = late.filter(it => it.write.kind === 'replace').map(({ line }) => ({ line, problem: CHANGED }));
  return {
    dryRun,
    added: done.filter(it => it.write.kind === 'add').length,
    changed: done.filter(it => it.write.kind === 'replace').length,
    // Also what somebody else added in the same moment.
    unchanged: planned.filter(it => it === 'unchanged').length + late.length - changedSince.length,
    refused: [...refused, ...changedSince].toSorted((a, b) => a.line - b.line),
  };
}

type Row = { readonly line: number; readonly cell: (name: (typeof COLUMNS)[number]) => string };

function rowsOf(csv: string): readonly Row[] {
  const wrong = (problem: string) => new ProblemError('fields-invalid', [{ path: 'csv', problem }]);
  const parsed = parseCsv(csv);
  if ('brokenAt' in parsed) throw wrong(`a quote is opened or closed wrongly at line ${parsed.brokenAt}`);
  const [header, ...rows] = parsed.rows;
  const names = header?.cells.map(it => it.trim()) ?? [];
  const missing = NEEDED.filter(it => !names.includes(it));
  if (missing.length > 0) throw wrong(`the first line names no ${missing.join(', ')}`);
  if (rows.length > LIST_IMPORT_ROWS_MAX) throw wrong(`has more than ${LIST_IMPORT_ROWS_MAX} rows: send it in parts`);
  return rows.map(({ line, cells }) => ({ line, cell: name => cells[names.indexOf(name)]?.trim() ?? '' }));
}

function readLine(ports: ListPorts, site: Pick<Site, 'id'>, { line, cell }: Row, author: string): Line | Refusal {
  const [id, revision] = [cell('id'), cell('revision')];
  if (id !== '' && !/^\d{1,15}$/.test(revision)) return { line, problem: 'revision: is needed with an id' };
  const parsed = listEntryRequestSchema.safeParse({
    effect: cell('effect'),
    subject: cell('subject'),
    value: cell('value'),
    device: cell('device') || null,
    actions: cell('actions')
      .split(' ')
      .filter(it => it !== ''),
    reason: cell('reason'),
    expiresAt: cell('expiresAt') || null,
    author,
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { line, problem: `${issue?.path.join('.')}: ${issue?.message}`.slice(0, 200) };
  }
  const [key, ...others] = listKeys(ports, site, parsed.data.subject, parsed.data.value);
  if (key === undefined) return { line, problem: `value: ${NO_VALUE}` };
  return { line, id, revision: Number(revision), request: parsed.data, keys: [key, ...others] };
}

async function knownEntries(
  { lists }: ListPorts,
  site: Pick<Site, 'id'>,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, ListEntry>> {
  const ids = lines.map(it => it.id).filter(it => it !== '' && !it.includes('\0'));
  const found: ListEntry[] = [];
  for await (const some of inTurns(ids, LIMITS.listEntriesRead)) found.push(...(await lists.entries(site.id, some)));
  return new Map(found.map(it => [it.id, it]));
}

/** What active entries do already. */
async function takenSigns(ports: ListPorts, site: Pick<Site, 'id'>, lines: readonly Line[]): Promise<Set<string>> {
  const signs = new Set<string>();
  for (const [subject, own] of Map.groupBy(lines, it => it.request.subject)) {
    const keys = [...new Set(own.flatMap(it => it.keys))];
    for await (const some of inTurns(keys, LIMITS.listEntriesRead)) {
      const search = { subject, keys: some, activeAt: ports.clock.now(), limit: LIMITS.listEntriesMax };
      for (const it of await ports.lists.search(site.id, search)) signs.add(signOf(it, it.key));
    }
  }
  return signs;
}

function planOf(
  ports: ListPorts,
  site: Pick<Site, 'id'>,
  read: Line,
  known: ReadonlyMap<string, ListEntry>,
  taken: Set<string>,
): Planned {
  const now = ports.clock.now();
  const { line, id, request, keys } = read;
  if (id !== '') return changeOf(read, known.get(id), now);
  const entry = newEntry(ports, site, request, keys[0]);
  if (stateOf(entry, now) !== 'active') return { line, problem: 'expiresAt: is over already' };
  if (keys.some(it => taken.has(signOf(entry, it)))) return 'unchanged';
  taken.add(signOf(entry, entry.key));
  return { line, write: { kind: 'add', entry } };
}

function changeOf({ line, revision, request, keys }: Line, known: ListEntry | undefined, now: number): Planned {
  if (known === undefined) return { line, problem: 'id: is not known; leave it empty to add a new entry' };
  const state = stateOf(known, now);
  if (state !== 'active') return { line, problem: `id: was ${state}, and no file brings it back; add a new entry` };
  if (known.revision !== revision) return { line, problem: CHANGED };
  const { effect, subject, device, reason } = request;
  if (effect !== known.effect || subject !== known.subject || device !== known.device || !keys.includes(known.key)) {
    return { line, problem: 'id: is of another entry; leave it empty to add a new one' };
  }
  const actions = [...new Set(request.actions)].toSorted();
  const expiresAt = request.expiresAt === null ? null : Date.parse(request.expiresAt);
  const isSame = known.reason === reason && known.expiresAt === expiresAt && known.actions.join() === actions.join();
  if (isSame) return 'unchanged';
  const entry = { ...known, actions, reason, expiresAt, author: request.author, changedAt: now };
  return { line, write: { kind: 'replace', entry } };
}

type Writing = { readonly line: number; readonly write: ListWrite };

/** Those that were done: what somebody else changed meanwhile is left to him. */
async function writeAll({ lists }: ListPorts, writes: readonly Writing[]): Promise<readonly Writing[]> {
  const all: Writing[] = [];
  for await (const some of inTurns(writes, ROWS_A_TURN)) {
    const done = await lists.write(some.map(it => it.write));
    all.push(...some.filter((_, n) => done[n] === true));
  }
  return all;
}
