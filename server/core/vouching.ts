import { isLongUse, type Use, usedAt } from './uses.ts';

/**
 * Which keys something strong spoke for, on one account. Kept is what happened, never what follows from it: so two that write at the same
 * moment take nothing back from one another, and what stood on a login, or beside a key, falls with it, however long the chain.
 */
export const VOUCH_CAUSES = ['proof', 'logins-beside-device', 'logins-in-habit', 'by-hand'] as const;
export type VouchCause = (typeof VOUCH_CAUSES)[number];

export type Author = { readonly author: string; readonly comment: string };

export type TrustEvent = {
  readonly kind: 'vouched' | 'revoked';
  /** '': all that stands on the logins alone. */
  readonly key: string;
  readonly at: number;
  /** Vouched: a VouchCause. Revoked: an outcome, a reason's code, or `by-hand`. */
  readonly cause: string;
  /** The screenings that it stands on, or that are disputed. */
  readonly on: readonly string[];
  /** The vouched key that it stands beside. */
  readonly beside: string | null;
  readonly by: Author | null;
};

export type Fallen = Pick<TrustEvent, 'at' | 'cause' | 'by'>;
export type Trust = {
  readonly events: readonly TrustEvent[];
  readonly vouched: ReadonlyMap<string, TrustEvent>;
  /** Why each key was last revoked, also one that is vouched for again. */
  readonly revoked: ReadonlyMap<string, Fallen>;
};

/** A vouching that was decided on before a revocation and written after it does not hold; a person who vouches knows. */
const WRITTEN_MEANWHILE_MS = 10_000;

type Packed = readonly [
  TrustEvent['kind'],
  key: string,
  at: number,
  cause: string,
  on: readonly string[],
  beside: string | null,
  by: Author | null,
];

export function writeTrustEvent({ kind, key, at, cause, on, beside, by }: TrustEvent): string {
  const packed: Packed = [kind, key, at, cause, on, beside, by];
  return JSON.stringify(packed);
}

function readTrustEvent(member: string): TrustEvent {
  const [kind, key, at, cause, on, beside, by]: Packed = JSON.parse(member);
  return { kind, key, at, cause, on, beside, by };
}

/** @param members of the account's list `trust`. */
export const readTrust = (members: readonly string[]): Trust => trustOf(members.map(readTrustEvent));

export function trustOf(events: readonly TrustEvent[]): Trust {
  const vouched = new Map<string, TrustEvent>();
  const revoked = new Map<string, Fallen>();
  const strikes: TrustEvent[] = [];
  for (const it of events.toSorted((a, b) => a.at - b.at)) {
    if (it.kind === 'vouched') {
      const besideNone = it.beside !== null && !vouched.has(it.beside);
      if (!besideNone && !strikes.some(strike => meanwhile(strike, it))) vouched.set(it.key, it);
      continue;
    }
    strikes.push(it);
    if (it.key !== '') revoked.set(it.key, it);
    let fallen = [...vouched.values()].filter(one => strikesAt(it, one));
    while (fallen.length > 0) {
      for (const { key } of fallen) {
        vouched.delete(key);
        revoked.set(key, it);
      }
      fallen = [...vouched.values()].filter(({ beside }) => beside !== null && !vouched.has(beside));
    }
  }
  return { events, vouched, revoked };
}

const strikesAt = (strike: TrustEvent, { key, on }: TrustEvent): boolean =>
  key === strike.key || on.some(it => strike.on.includes(it));

const meanwhile = (strike: TrustEvent, it: TrustEvent): boolean =>
  it.cause !== 'by-hand' && it.at - strike.at < WRITTEN_MEANWHILE_MS && strikesAt(strike, it);

/**
 * What long use says for this key: at least 3 undisputed logins over at least 14 days, all after it was last revoked, beside a key that
 * was vouched for before them and went on to be used; or from a network that other browsers of the account had used as long
 * before. A right password alone brings neither.
 * @param uses the oldest first.
 */
export function earned(key: string, uses: readonly Use[], trust: Trust, now: number): TrustEvent | null {
  const since = trust.revoked.get(key)?.at ?? 0;
  const own = uses.filter(it => it.key === key && usedAt(it) > since);
  const spoken = { kind: 'vouched', key, at: now, by: null } as const;
  for (const other of trust.vouched.values()) {
    const beside = own.filter(it => usedAt(it) > other.at);
    const [first] = beside;
    if (other.key === key || first === undefined || !isLongUse(beside)) continue;
    if (!uses.some(it => it.key === other.key && usedAt(it) > usedAt(first))) continue;
    return { ...spoken, cause: 'logins-beside-device', on: beside.map(it => it.login), beside: other.key };
  }
  for (const habit of habitsBeside(key, uses)) {
    const start = habit.at(-1);
    if (start === undefined) continue;
    const inHabit = own.filter(it => it.network === start.network && usedAt(it) > usedAt(start));
    if (!isLongUse(inHabit)) continue;
    return { ...spoken, cause: 'logins-in-habit', on: [...habit, ...inHabit].map(it => it.login), beside: null };
  }
  return null;
}

/** Of each network that the account was long used from with other keys or none: the logins that made it a habit. */
function habitsBeside(key: string, uses: readonly Use[]): readonly (readonly Use[])[] {
  const others = Map.groupBy(
    uses.filter(it => it.key !== key && it.network !== ''),
    it => it.network,
  );
  return [...others.values()].flatMap(it => {
    const length = it.findIndex((_, n) => isLongUse(it.slice(0, n + 1)));
    return length === -1 ? [] : [it.slice(0, length + 1)];
  });
}
