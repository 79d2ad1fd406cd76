import { calibrationOf, confidenceOf, namedFrom } from './confidence.ts';
import { type Abstention, type Alike, RETURNING_SHARE } from './link.ts';

/** What collect found of a browser that neither a key nor a cookie told: nobody's account is named there yet. */
export type SiteLink = {
  readonly engine: string;
  readonly abstains: Abstention | null;
  readonly alike: readonly Alike[];
};

/** `none-of-account`: what it resembles are devices of other accounts alone. */
export type OwnLink = {
  readonly id: string | null;
  readonly confidence: number;
  readonly abstains: Abstention | 'none-of-account' | null;
  /** ln(odds) of the likeliest, named or not. */
  readonly logOdds: number;
  readonly likeliest: string | null;
};

const NOBODY = { id: null, confidence: 0, logOdds: Number.NEGATIVE_INFINITY, likeliest: null };

/** What it looks like to who asks for this account; null: its kind has nothing to tell by, or the browser hides it. */
export type Resemblance = 'own' | 'others' | 'none' | null;

export function resemblanceOf({ abstains }: SiteLink, own: OwnLink): Resemblance {
  if (abstains === 'hidden' || abstains === 'indistinct-kind') return null;
  if (own.id !== null) return 'own';
  return abstains === null ? 'others' : 'none';
}

/** Nothing to compare, or nothing to compare by: no account changes that. */
const BLIND: readonly (Abstention | null)[] = ['no-candidate', 'hidden', 'indistinct-kind'];

/**
 * Among the account's own devices alone: whoever uses an account is far more often on one of its few devices than on any other that the
 * site knows, and what is named wrongly is not another customer's.
 * @param own marks of the account's devices.
 */
export function linkOwn({ engine, abstains, alike }: SiteLink, own: readonly string[]): OwnLink {
  if (BLIND.includes(abstains)) return { ...NOBODY, abstains };
  const [best, ...others] = alike.filter(it => own.includes(it.id));
  if (best === undefined) return { ...NOBODY, abstains: abstains === 'crowd' ? abstains : 'none-of-account' };
  const rivals = others.reduce((sum, it) => sum + Math.exp(it.logRatio - best.logRatio), 0);
  const unseen = own.length * Math.exp(-best.logRatio) * ((1 - RETURNING_SHARE) / RETURNING_SHARE);
  const logOdds = -Math.log(rivals + unseen);
  const isNamed = logOdds >= namedFrom(engine);
  return {
    id: isNamed ? best.id : null,
    confidence: confidenceOf(logOdds, calibrationOf(engine)),
    abstains: isNamed ? null : 'unsure',
    logOdds,
    likeliest: best.id,
  };
}
