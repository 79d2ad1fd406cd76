import { listEntryEndSchema, listEntryViewSchema } from '../../shared/wire/lists.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { endListEntry as end } from '../flows/manage-lists.ts';
import { backendEndpoint } from './endpoint.ts';

export const endListEntry = backendEndpoint({
  method: 'delete',
  path: '/v1/lists/entries/:entry',
  summary: {
    ja: 'リストから項目を外します。記録は残り、1秒以内に全体で無効になります',
    en: 'Takes an entry off the lists; it stays on record, and the change holds everywhere within a second',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [
    ...KEY_PROBLEMS,
    'fields-invalid',
    'list-entry-unknown',
    'list-entry-ended',
    'list-entry-changed',
    'busy',
    'records-away',
  ],
  query: listEntryEndSchema,
  reply: listEntryViewSchema,
  handle: async ({ gate, site, params, query }) => ({
    body: await end(gate.ports, site, params['entry'] ?? '', query.author),
  }),
});
