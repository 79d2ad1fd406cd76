import { listEntryViewSchema } from '../../shared/wire/lists.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { readListEntry as read } from '../flows/manage-lists.ts';
import { backendEndpoint } from './endpoint.ts';

export const readListEntry = backendEndpoint({
  method: 'get',
  path: '/v1/lists/entries/:entry',
  summary: {
    ja: 'リストの項目を1つ返します。削除や期限切れのあとも読めます',
    en: 'One entry of the lists, also after it was deleted or has expired',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'list-entry-unknown', 'busy', 'records-away'],
  reply: listEntryViewSchema,
  handle: async ({ gate, site, params }) => ({ body: await read(gate.ports, site, params['entry'] ?? '') }),
});
