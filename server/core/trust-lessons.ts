import { OUTCOME_RESULTS } from '../../shared/wire/judgement.ts';
import { type Change, SUBJECTS } from './subjects/subject.ts';
import { givesWay, readUses, type Use, writeUse } from './uses.ts';
import { type Author, earned, readTrust, type TrustEvent, trustOf, writeTrustEvent } from './vouching.ts';

/** What an account's lists hold of whom it trusts; a list that is missing is empty. */
export type TrustLists = Readonly<Record<string, readonly string[]>>;

const usesOf = (lists: TrustLists) => readUses(lists['uses'] ?? []);
export const trustIn = (lists: TrustLists) => readTrust(lists['trust'] ?? []);

const kept = (event: TrustEvent): Change => ({ kind: 'add', list: 'trust', member: writeTrustEvent(event) });
const dropped = (use: Use): Change => ({ kind: 'remove', list: 'uses', member: writeUse(use) });

/** Trust as it is with these changes made. */
export function trustWith(lists: TrustLists, changes: readonly Change[]) {
  const added = changes.flatMap(it => (it.kind === 'add' && it.list === 'trust' ? [it.member] : []));
  return readTrust([...(lists['trust'] ?? []), ...added]);
}

/**
 * An undisputed login of a site that enforces is remembered; of a key that nothing speaks for yet, it may be the one that was missing.
 * @param mayEarn the device is trusted as far as its status says.
 */
export function loginLesson(lists: TrustLists, use: Use, mayEarn: boolean, now: number): readonly Change[] {
  const uses = usesOf(lists);
  const gone = givesWay(uses, use);
  const changes: Change[] = gone === null ? [] : [dropped(gone)];
  changes.push({ kind: 'add', list: 'uses', member: writeUse(use) });
  const trust = trustIn(lists);
  if (!mayEarn || use.key === '' || trust.vouched.has(use.key)) return changes;
  const event = earned(use.key, [...uses, use], trust, now);
  return event === null ? changes : [...changes, kept(event)];
}

export type Disputed = {
  readonly login: string;
  /** Of the device that it was done from, where the dispute is a fraud: nothing that it was used for counts any more. */
  readonly keys: readonly string[];
  readonly cause: string;
};

/** Takes back what a login taught, and all that stood on it. Said again, it changes nothing. */
export function disputeLesson(
  lists: TrustLists,
  { login, keys, cause }: Disputed,
  taught: boolean,
  now: number,
): readonly Change[] {
  const uses = usesOf(lists).filter(it => it.login === login || keys.includes(it.key));
  const on = [...new Set([login, ...uses.map(it => it.login)])];
  const events = (keys.length === 0 ? [''] : keys).map(
    (key, n): TrustEvent => ({ kind: 'revoked', key, at: now, cause, on: n === 0 ? on : [], beside: null, by: null }),
  );
  const trust = trustIn(lists);
  const falls = trustOf([...trust.events, ...events]).vouched.size < trust.vouched.size;
  if (!falls && !taught) return uses.map(dropped);
  return [...uses.map(dropped), ...roomFor([...trust.events, ...events], events), ...events.map(kept)];
}

/** Of the account's list; the rest is left to what is said for its keys. */
const DISPUTED_UP_TO = SUBJECTS.account.lists.trust - 8;

/** Who disputes ever more pushes nothing out that speaks for the owner: the oldest disputes go that took nothing back. */
function roomFor(all: readonly TrustEvent[], added: readonly TrustEvent[]): readonly Change[] {
  const gone: TrustEvent[] = [];
  let left = all;
  for (const it of all.filter(it => it.kind === 'revoked' && isOutcome(it.cause) && !added.includes(it))) {
    if (left.length <= DISPUTED_UP_TO) break;
    const without = left.filter(other => other !== it);
    if (trustOf(without).vouched.size > trustOf(left).vouched.size) continue;
    left = without;
    gone.push(it);
  }
  return gone.map(it => ({ kind: 'remove', list: 'trust', member: writeTrustEvent(it) }));
}

const isOutcome = (cause: string): boolean => OUTCOME_RESULTS.some(it => it === cause);

/** The dispute of this login was told before. */
export const isTold = (lists: TrustLists, login: string): boolean =>
  trustIn(lists).events.some(it => it.kind === 'revoked' && it.on.includes(login));

/** A phishing-resistant proof speaks for the key that it was made beside, once, also where long use does already: it stands alone. */
export function proofLesson(lists: TrustLists, key: string, screening: string, now: number): readonly Change[] {
  const { events, vouched } = trustIn(lists);
  const stands = vouched.get(key)?.cause;
  if (stands === 'proof' || stands === 'by-hand' || events.some(it => it.on.includes(screening))) return [];
  return [kept({ kind: 'vouched', key, at: now, cause: 'proof', on: [screening], beside: null, by: null })];
}

/** A copy of a key is no longer the owner's alone. */
export const forkLesson = (lists: TrustLists, key: string, now: number): readonly Change[] =>
  trustIn(lists).vouched.has(key)
    ? [kept({ kind: 'revoked', key, at: now, cause: 'device-key-forked', on: [], beside: null, by: null })]
    : [];

export const handLesson = (
  kind: TrustEvent['kind'],
  keys: readonly string[],
  by: Author,
  now: number,
): readonly Change[] => keys.map(key => kept({ kind, key, at: now, cause: 'by-hand', on: [], beside: null, by }));
