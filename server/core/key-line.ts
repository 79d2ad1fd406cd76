/**
 * Is there one holder of a device key, or two? A profile that is copied from disk copies the key too. With each token that it spends
 * the browser's counter moves on, and each spent visit becomes the next of a line: so who goes on, well after a login of this key,
 * from before that login has never had its token. It is another copy.
 *
 * An answer that was lost is no part of it: nobody spends a token that never came. Two tabs that were open side by side each go on
 * from the same visit, and both may be used: what overlaps is excused. And who was not let in accuses nobody.
 */
export type SpentVisit = {
  readonly visit: string;
  /** The one before it, as far as this holder knew; '' at the key's first. */
  readonly after: string;
  /** When its nonce was made. */
  readonly since: number;
  /** When its token was spent. */
  readonly at: number;
  /** A login that was let in. */
  readonly letIn: boolean;
};

export type KeyVisit = Pick<SpentVisit, 'after' | 'since'>;

/** A slow network's second try, and a counter that is being written while another tab signs. */
const OVERLAP_MS = 60_000;

/** @param spent with this key, the oldest first; of a long line the newest. */
export function isFork({ after, since }: KeyVisit, spent: readonly SpentVisit[]): boolean {
  const own = lineOf(after, spent);
  return spent.some(it => {
    if (!it.letIn || own.includes(it) || since <= it.at + OVERLAP_MS) return false;
    return !own.some(beside => beside.after === it.after && overlap(beside, it));
  });
}

/** The visit and those before it, as far as they are known. */
function lineOf(visit: string, spent: readonly SpentVisit[]): readonly SpentVisit[] {
  const line: SpentVisit[] = [];
  let next: string = visit;
  for (const it of spent.toReversed()) {
    if (it.visit !== next) continue;
    line.push(it);
    next = it.after;
  }
  return line;
}

const overlap = (a: SpentVisit, b: SpentVisit): boolean => a.since <= b.at + OVERLAP_MS && b.since <= a.at + OVERLAP_MS;

/**
 * What the holder of this counter goes on from: the visit that it came with, where that was spent; else the one before it.
 * @param counter null: it has none yet.
 */
export function visitKnownBy(
  counter: { readonly visit: string; readonly after: string } | null,
  spent: readonly SpentVisit[],
): string {
  if (counter === null) return '';
  return spent.some(it => it.visit === counter.visit) ? counter.visit : counter.after;
}

/** As a list's member; ids hold no space. */
export const writeSpentVisit = ({ visit, after, since, at, letIn }: SpentVisit): string =>
  [visit, after, since.toString(36), at.toString(36), letIn ? 1 : 0].join(' ');

export function readSpentVisit(member: string): SpentVisit {
  const [visit = '', after = '', since = '', at = '', letIn] = member.split(' ');
  return { visit, after, since: Number.parseInt(since, 36), at: Number.parseInt(at, 36), letIn: letIn === '1' };
}
