import { screeningsPageSchema, screeningsQuerySchema } from '../../shared/wire/screening.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { searchScreenings as search } from '../flows/read-screenings.ts';
import { backendEndpoint } from './endpoint.ts';

export const searchScreenings = backendEndpoint({
  method: 'get',
  path: '/v1/screenings',
  summary: {
    ja: '自サイトの審査を、条件で絞り込み、新しい順に返します。`next` は次のページのカーソルです',
    en: 'Your own site’s screenings, newest first, filtered; `next` is the cursor of the next page',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'fields-invalid', 'busy', 'records-away'],
  query: screeningsQuerySchema,
  reply: screeningsPageSchema,
  handle: async ({ gate, site, query }) => ({ body: await search(gate.ports, site, query) }),
});
