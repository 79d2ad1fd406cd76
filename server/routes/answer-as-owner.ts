import { ownerAnswerRequestSchema, ownerAnswerSchema } from '../../shared/wire/owner-answers.ts';
import { OUTCOME_PROBLEMS } from '../errors.ts';
import { answerAsOwner as answer } from '../flows/answer-as-owner.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

export const answerAsOwner = backendEndpoint({
  method: 'put',
  path: '/v1/screenings/:id/owner-answer',
  summary: {
    ja: '「ご本人の操作ですか」への答えを、どこで答えたかとともに伝えます。信じられる答えだけを学びます。同じ内容をもう一度送っても変わりません',
    en: 'Tells what was answered to “was this you?”, and where. Only an answer that can be believed is learned from; the same again changes nothing',
  },
  listener: 'main',
  lane: 'screening',
  scope: 'outcome',
  problems: [...OUTCOME_PROBLEMS, 'answer-login-unfit'],
  body: { schema: ownerAnswerRequestSchema, bytesMax: LIMITS.outcomeBodyBytesMax },
  reply: ownerAnswerSchema,
  handle: async ({ gate, site, params, body }) => {
    const answered = await answer(gate.ports, site, params['id'] ?? '', body);
    const last = answered.screening.outcomes.at(-1);
    if (last !== undefined) gate.metrics.outcomes.inc({ result: last.result });
    return { body: answered };
  },
});
