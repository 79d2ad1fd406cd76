import { screeningViewSchema } from '../../shared/wire/screening.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { readScreening as read } from '../flows/read-screenings.ts';
import { backendEndpoint } from './endpoint.ts';

export const readScreening = backendEndpoint({
  method: 'get',
  path: '/v1/screenings/:id',
  summary: {
    ja: '自サイトの審査を1件、その後の結果とともに返します',
    en: 'One screening of your own site, with what happened afterwards',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'screening-unknown', 'busy', 'records-away'],
  reply: screeningViewSchema,
  handle: async ({ gate, site, params }) => ({ body: await read(gate.ports, site, params['id'] ?? '') }),
});
