import { listExportSchema } from '../../shared/wire/lists.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { exportLists as write } from '../flows/lists-csv.ts';
import { backendEndpoint } from './endpoint.ts';

export const exportLists = backendEndpoint({
  method: 'get',
  path: '/v1/lists/csv',
  summary: {
    ja: 'リストを CSV（UTF-8、BOM 付き）で返します。番号と版が入り、編集してまた取り込めます',
    en: 'The lists as CSV (UTF-8 with a byte order mark), with id and revision, to be edited and brought in again',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'fields-invalid', 'busy', 'records-away'],
  query: listExportSchema,
  reply: null,
  handle: async ({ gate, site, query }) => ({
    type: 'text/csv; charset=utf-8',
    body: await write(gate.ports, site, query.state === 'all'),
  }),
});
