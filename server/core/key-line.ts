/**
 * Is there one holder of a device key, or two? A profile that is copied from disk copies the key too. With each token that it spends
 * the browser's counter moves on, and each login that was let in becomes the next of a line: so who goes on, well after a login of
 * this key, from before that login has never had its token. It is another copy.
 *
 * An answer that was lost has no login: nobody spends a token that never came. Two tabs that were open side by side each go on from
 * the same login, and both may log in: what overlaps is excused.
 */
export type KeyLogin = {
  /** The visit whose token was spent. */
  readonly visit: string;
  /** The login before it, as far as this holder knew; '' at the key's first. */
  readonly after: string;
  /** When the visit's nonce was made. */
  readonly since: number;
  readonly at: number;
};

export type KeyVisit = Pick<KeyLogin, 'after' | 'since'>;

/** A slow network's second try, and a counter that is being written while another tab signs. */
const OVERLAP_MS = 60_000;

/** @param logins of this key, the oldest first; of a long line the newest. */
export function isFork({ after, since }: KeyVisit, logins: readonly KeyLogin[]): boolean {
  const own = lineOf(after, logins);
  return logins.some(it => {
    if (own.includes(it) || since <= it.at + OVERLAP_MS) return false;
    return !own.some(beside => beside.after === it.after && overlap(beside, it));
  });
}

/** The login and those before it, as far as they are known. */
function lineOf(visit: string, logins: readonly KeyLogin[]): readonly KeyLogin[] {
  const line: KeyLogin[] = [];
  let next: string = visit;
  for (const it of logins.toReversed()) {
    if (it.visit !== next) continue;
    line.push(it);
    next = it.after;
  }
  return line;
}

const overlap = (a: KeyLogin, b: KeyLogin): boolean => a.since <= b.at + OVERLAP_MS && b.since <= a.at + OVERLAP_MS;

/**
 * The login that who holds this counter goes on from: the visit that it came with, where that became one; else the one before it.
 * @param counter null: it has none yet.
 */
export function loginKnownBy(
  counter: { readonly visit: string; readonly after: string } | null,
  logins: readonly KeyLogin[],
): string {
  if (counter === null) return '';
  return logins.some(it => it.visit === counter.visit) ? counter.visit : counter.after;
}

/** As a list's member; ids hold no space. */
export const writeKeyLogin = ({ visit, after, since, at }: KeyLogin): string =>
  [visit, after, since.toString(36), at.toString(36)].join(' ');

export function readKeyLogin(member: string): KeyLogin {
  const [visit = '', after = '', since = '', at = ''] = member.split(' ');
  return { visit, after, since: Number.parseInt(since, 36), at: Number.parseInt(at, 36) };
}
