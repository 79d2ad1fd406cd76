import { plainScore } from '../../server/core/habit/risk.ts';
import type { Judgement } from './memory-gate.ts';

/** What each model makes of one login; only the order of its figures means something. */
export type Scores = { readonly ours: number; readonly plain: number; readonly rules: number };
export const MODELS = ['ours', 'plain', 'rules'] as const;
export type Model = (typeof MODELS)[number];
export const MODEL_NAMES: Readonly<Record<Model, string>> = {
  ours: 'Sekisho',
  plain: 'plain Freeman',
  rules: 'rules only',
};

/** Points as a rule set of this kind gives them: known or not, no counts, no weights learned. */
const POINTS = { device: 2, network: 1, provider: 1, country: 3, browser: 1, anonymous: 2 };

function rulesScore({ habits, values, facts }: Judgement): number {
  const isNew = (field: 'network' | 'asn' | 'country' | 'device' | 'system'): boolean =>
    !habits.some(it => it.values[field] === values[field]);
  const { asn } = facts.address;
  return (
    (values.device === '' || isNew('device') ? POINTS.device : 0) +
    (isNew('network') ? POINTS.network : 0) +
    (isNew('asn') ? POINTS.provider : 0) +
    (isNew('country') ? POINTS.country : 0) +
    (isNew('system') ? POINTS.browser : 0) +
    (asn?.kind === 'hosting' || asn?.kind === 'vpn' ? POINTS.anonymous : 0)
  );
}

/** @param users accounts of the site. */
export const scoresOf = (judged: Judgement, users: number): Scores => ({
  ours: judged.decision.judged.scores.takeover.logit,
  plain: judged.habits.length === 0 ? 0 : plainScore(judged.habits, judged.values, judged.site, users),
  rules: rulesScore(judged),
});
