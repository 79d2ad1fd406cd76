import { outcomeRequestSchema, screeningViewSchema } from '../../shared/wire/screening.ts';
import { OUTCOME_PROBLEMS } from '../errors.ts';
import { reportOutcome as report } from '../flows/report-outcome.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

export const reportOutcome = backendEndpoint({
  method: 'put',
  path: '/v1/screenings/:id/outcome',
  summary: {
    ja: '審査の後に何が起きたかを伝えます。同じ内容をもう一度送っても変わらず、後から届いたものが有効になり、すべて記録に残ります',
    en: 'Tells what happened afterwards. The same again changes nothing, a later one holds, all are kept',
  },
  listener: 'main',
  lane: 'screening',
  scope: 'outcome',
  problems: OUTCOME_PROBLEMS,
  body: { schema: outcomeRequestSchema, bytesMax: LIMITS.outcomeBodyBytesMax },
  reply: screeningViewSchema,
  handle: async ({ gate, site, params, body }) => {
    const view = await report(gate.ports, site, params['id'] ?? '', body);
    gate.metrics.outcomes.inc({ result: body.result });
    return { body: view };
  },
});
