import { TOKEN_REPEAT_MS } from '../../shared/constants.ts';
import type { Action, Phase } from '../../shared/wire/judgement.ts';

/**
 * A token binds at its first use to (site, account, action, client address). What a later use means:
 * - repeat: the same binding and phase within two minutes (double click, a backend's retry): the stored answer again;
 * - again: the same of a failure. Nobody can tell a second click from the next guess: each is judged as a try of its own, and suspected of
 *   nothing;
 * - advance: attempted, then succeeded or failed: one use;
 * - reused: later, or from another address: suspicious, and possible for a person;
 * - abused: another account, or a third reuse beyond repeats.
 */
export type TokenUseKind = 'first' | 'again' | 'advance' | 'reused' | 'abused';

export type TokenUse = {
  /** References under the site's keys, not the values themselves. */
  readonly account: string | null;
  readonly address: string;
  readonly action: Action;
  readonly phase: Phase;
  readonly at: number;
  readonly screeningId: string;
};

export type TokenAsk = Omit<TokenUse, 'screeningId'>;

export type TokenReading = { readonly kind: 'repeat'; readonly of: string } | { readonly kind: TokenUseKind };

export const TOKEN_REUSES_MAX = 2;

const sameBinding = (a: TokenAsk, b: TokenAsk): boolean =>
  a.account === b.account && a.action === b.action && a.address === b.address;

/** @param uses what the token was used for so far, in order. */
export function readTokenUse(uses: readonly TokenUse[], ask: TokenAsk): TokenReading {
  const first = uses[0];
  if (first === undefined) return { kind: 'first' };
  const repeated = uses.findLast(
    use => sameBinding(use, ask) && use.phase === ask.phase && ask.at - use.at <= TOKEN_REPEAT_MS,
  );
  if (repeated !== undefined)
    return ask.phase === 'failed' ? { kind: 'again' } : { kind: 'repeat', of: repeated.screeningId };
  if (uses.some(use => use.account !== null && use.account !== ask.account)) return { kind: 'abused' };
  if (uses.length === 1 && advances(first, ask)) return { kind: 'advance' };
  return reusesSoFar(uses) < TOKEN_REUSES_MAX ? { kind: 'reused' } : { kind: 'abused' };
}

/** Attempted, then succeeded or failed; an attempt may not have named the account yet. */
const advances = (first: TokenAsk, next: TokenAsk): boolean =>
  sameBinding({ ...first, account: first.account ?? next.account }, next) &&
  first.phase === 'attempted' &&
  next.phase !== 'attempted';

/** The first use and its advance are one; everything after is a reuse. */
function reusesSoFar(uses: readonly TokenUse[]): number {
  const [first, second] = uses;
  const advanced = first !== undefined && second !== undefined && advances(first, second);
  return uses.length - (advanced ? 2 : 1);
}
