import type { Decider, Verdict } from '../../../shared/wire/judgement.ts';
import type { Evidence } from '../evidence.ts';
import type { Features } from '../features/index.ts';
import type { ListHit } from '../lists/list-index.ts';
import { worst } from '../policy.ts';

/** What was decided of a campaign, by hand. */
export type CampaignEntry = { readonly effect: 'allow' | 'watch' | 'ask' | 'block'; readonly hit: ListHit };

type Ruling = { readonly verdict: Verdict; readonly decidedBy: Decider };

/**
 * A shape is also that of people who have the same browser: at a device that is vouched for no switch holds, and while nobody can tell
 * whether it is, none refuses.
 */
export function byCampaign(entry: CampaignEntry | null, { deviceVouched }: Features, found: Ruling): Ruling | null {
  if (entry === null || deviceVouched === true) return null;
  const isUntold = typeof deviceVouched === 'object' && deviceVouched.unknown === 'state-away';
  if (entry.effect === 'block' && !isUntold) return { verdict: 'NG', decidedBy: 'block' };
  const asks = entry.effect === 'ask' || entry.effect === 'block';
  if (!asks || found.verdict !== 'OK') return null;
  return { verdict: worst(found.verdict, 'REVIEW'), decidedBy: 'rule' };
}

const isOfCampaign = ({ code }: Evidence): boolean => code === 'login-campaign';

/** Switched off it was none. */
export const withoutSwitchedOff = (evidence: readonly Evidence[], entry: CampaignEntry | null): readonly Evidence[] =>
  entry?.effect === 'allow' ? evidence.filter(it => !isOfCampaign(it)) : evidence;

/** Watched, it is shown and weighs nothing. */
export const isWatched = (evidence: Evidence, entry: CampaignEntry | null): boolean =>
  entry?.effect === 'watch' && isOfCampaign(evidence);
