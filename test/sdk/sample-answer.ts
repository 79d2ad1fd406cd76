import { type ScreeningAnswer, screeningAnswerSchema } from '../../shared/wire/screening.ts';

/** A whole answer as Sekisho gives it, held to the wire's schema so that the fixtures cannot drift from it. */
export function sampleAnswer(over: Partial<ScreeningAnswer> = {}): ScreeningAnswer {
  return screeningAnswerSchema.parse({
    id: 'scr_01J0000000000000000000000A',
    verdict: 'OK',
    score: 6,
    mode: 'enforce',
    wouldBe: 'OK',
    decidedBy: 'score',
    reasons: [],
    bot: { verdict: 'human', kind: null, kindProvenance: null, program: null, score: 6, prior: -2.75, logit: -2.75 },
    takeover: { score: 3, prior: -3.48, logit: -3.48 },
    counterfactual: null,
    account: { ref: 'acc_0000' },
    lock: null,
    device: null,
    stepUp: null,
    policy: { revision: 'default-1' },
    tookMs: 2.4,
    ...over,
  });
}
