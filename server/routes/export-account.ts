import { accountDataQuerySchema, accountDataSchema } from '../../shared/wire/account-data.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { exportAccount as exportData } from '../flows/export-account.ts';
import { backendEndpoint } from './endpoint.ts';

export const exportAccount = backendEndpoint({
  method: 'get',
  path: '/v1/accounts/:ref/data',
  summary: {
    ja: '1つのアカウントについて保存しているものをすべて返します。審査は新しい順で、`next` は次のページのカーソルです',
    en: 'All that is stored of one account; its screenings newest first, `next` is the cursor of the next page',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [...KEY_PROBLEMS, 'fields-invalid', 'busy', 'state-away', 'records-away'],
  query: accountDataQuerySchema,
  reply: accountDataSchema,
  handle: async ({ gate, site, params, query }) => ({
    body: await exportData(gate.ports, site, params['ref'] ?? '', query),
  }),
});
