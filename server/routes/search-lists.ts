import { listPageSchema, listQuerySchema } from '../../shared/wire/lists.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { searchLists as search } from '../flows/manage-lists.ts';
import { backendEndpoint } from './endpoint.ts';

export const searchLists = backendEndpoint({
  method: 'get',
  path: '/v1/lists/entries',
  summary: {
    ja: '許可・拒否リストの項目を、条件で絞り込み、新しい順に返します。`next` は次のページのカーソルです',
    en: 'The entries of your site’s lists, newest first, filtered; `next` is the cursor of the next page',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'fields-invalid', 'busy', 'records-away'],
  query: listQuerySchema,
  reply: listPageSchema,
  handle: async ({ gate, site, query }) => ({ body: await search(gate.ports, site, query) }),
});
