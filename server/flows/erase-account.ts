import { keysOfDevice, readDevices } from '../core/device-status.ts';
import { readKeyPlace } from '../core/key-places.ts';
import type { SubjectId } from '../core/subjects/subject.ts';
import { readUses } from '../core/uses.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { ErasedRecord } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';
import { listPages } from './list-pages.ts';
import { accountRefsAsked } from './references.ts';

type Erasing = Pick<Ports, 'records' | 'state' | 'lists' | 'spool' | 'keys' | 'clock'>;

/**
 * Deletes all that is stored of an account: its history, its screenings with their outcomes and personal parts, the reports and
 * idempotency keys that those name, the lines of its device keys; also what still waits on this machine's disk. Its entries on lists stay
 * under its reference, without the id. What a record names goes before the record: cut off anywhere, the same call again ends complete.
 * Rejects with StateAway or RecordsAway, and as `busy` where more is left than one call deletes: then again.
 * @param asked the account's id or reference.
 */
export async function eraseAccount(ports: Erasing, site: Site, asked: string): Promise<{ screenings: number }> {
  const { records, state, spool, clock } = ports;
  const refs = accountRefsAsked(ports.keys, site.id, asked);
  const accounts = refs.map((key): SubjectId => ({ type: 'account', key }));
  // The account last: it names the keys.
  const besides = refs.flatMap((key): SubjectId[] => [
    { type: 'lockout', key },
    { type: 'journal', key },
  ]);
  const subjects = [...(await keysOf(ports, site, accounts)), ...besides, ...accounts];
  const forget = (named: readonly ErasedRecord[]): Promise<void> =>
    state.erase({
      siteId: site.id,
      subjects,
      reportIds: named.flatMap(it => it.reportId ?? []),
      idempotencyKeys: named.flatMap(it => it.idempotencyKey ?? []),
    });
  // First: what waits on this machine's disk would come back after it. What another process of it has is in the state in a moment.
  const spooled = await spool.erase(site.id, refs, forget);
  if (spooled === null) throw new ProblemError('state-away');
  await forgetWritten(ports, site, refs);
  const limit = LIMITS.eraseRowsMax;
  const started = clock.monotonic();
  const erased = new Set<string>();
  for (;;) {
    const seen = await records.search(site.id, { accountRefs: refs, limit });
    await forget(seen);
    const gone = await records.erase(site.id, refs, limit);
    // Also what came between the two, and a history that it began anew.
    const known = new Map(seen.map(it => [it.id, it]));
    await forget(gone.filter(it => !isSame(it, known.get(it.id))));
    if (gone.length === 0) return { screenings: spooled + erased.size };
    for (const { id } of gone) erased.add(id);
    if (clock.monotonic() - started > LIMITS.eraseMsMax) throw new ProblemError('busy');
  }
}

/** Who is blocked stays so: an erasure is no way off the list. */
async function forgetWritten({ lists }: Erasing, site: Site, keys: readonly string[]): Promise<void> {
  for (let tries = 0; tries < LIMITS.commitTriesMax; tries++) {
    let left = 0;
    for await (const page of listPages({ lists }, site.id, { subject: 'account', keys })) {
      const written = page.filter(it => it.sealed !== null);
      const done = await lists.write(written.map(entry => ({ kind: 'replace', entry: { ...entry, sealed: null } })));
      // Somebody changed it meanwhile: it is read again.
      left += done.filter(it => !it).length;
    }
    if (left === 0) return;
  }
  throw new ProblemError('busy');
}

const isSame = (one: ErasedRecord, other: ErasedRecord | undefined): boolean =>
  one.reportId === other?.reportId && one.idempotencyKey === other.idempotencyKey;

/** The lines of its device keys name its visits. A key that others share begins a new line: that accuses nobody. */
async function keysOf({ state, clock }: Erasing, site: Site, accounts: readonly SubjectId[]): Promise<SubjectId[]> {
  const query = { siteId: site.id, now: clock.now(), reportId: null, subjects: accounts, idempotencyKey: null };
  const known = await state.load(query, LIMITS.changeMsMax);
  const lists = known.subjects.map(it => it?.lists ?? {});
  const devices = lists.flatMap(it => readDevices(it['devices'] ?? [], query.now)).flatMap(keysOfDevice);
  const used = lists.flatMap(it => readUses(it['uses'] ?? [])).flatMap(it => (it.key === '' ? [] : it.key));
  const places = lists.flatMap(it => (it['keys'] ?? []).map(readKeyPlace)).map(it => it.key);
  const keys = new Set([...devices, ...used, ...places]);
  return [...keys].map(key => ({ type: 'key', key }));
}
