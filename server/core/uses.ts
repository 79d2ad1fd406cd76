/**
 * The logins that trust is earned by: undisputed, and of a site that enforces. Each names its key and its network, so that a dispute
 * takes back exactly what it taught; of one key the few that span its time best are kept.
 */
export type Use = {
  /** The screening; its id tells when. */
  readonly login: string;
  /** '': the browser proved none. */
  readonly key: string;
  readonly network: string;
};

const DAY_MS = 24 * 60 * 60_000;
/** Slow enough that an owner sees a stranger's login on a statement, a notice or the list of his devices. */
export const LONG_USE = { logins: 3, spanMs: 14 * DAY_MS };
const USES_PER_KEY = 6;
/** Five gaps of half of this are more than the span that counts: so far apart, the oldest may go. */
const WIDE_MS = 7 * DAY_MS;

/** When a screening was asked for: its id begins with the milliseconds. */
export const timeOfScreening = (id: string): number => Number.parseInt(id.slice('scr_'.length, 'scr_'.length + 12), 16);
export const usedAt = ({ login }: Use): number => timeOfScreening(login);

export const writeUse = ({ login, key, network }: Use): string => [login, key, network].join(' ');

/** The oldest first. */
export const readUses = (members: readonly string[]): readonly Use[] =>
  members
    .map(member => {
      const [login = '', key = '', network = ''] = member.split(' ');
      return { login, key, network };
    })
    .sort((a, b) => usedAt(a) - usedAt(b));

/** Does this many logins, over so long, mean something? @param uses the oldest first. */
export function isLongUse(uses: readonly Use[]): boolean {
  const [first] = uses;
  const last = uses.at(-1);
  if (first === undefined || last === undefined) return false;
  return uses.length >= LONG_USE.logins && usedAt(last) - usedAt(first) >= LONG_USE.spanMs;
}

/** Which of its key's goes when `use` comes: the one that its neighbours stand for, or where all are far apart the oldest. */
export function givesWay(uses: readonly Use[], use: Use): Use | null {
  const own = [...uses.filter(it => it.key === use.key), use].sort((a, b) => usedAt(a) - usedAt(b));
  if (own.length <= USES_PER_KEY) return null;
  let [gone] = own;
  let least = WIDE_MS;
  for (const [n, it] of own.slice(1, -1).entries()) {
    const [before, after] = [own[n], own[n + 2]];
    if (before === undefined || after === undefined) continue;
    const gap = usedAt(after) - usedAt(before);
    if (gap < least) [gone, least] = [it, gap];
  }
  return gone ?? null;
}
