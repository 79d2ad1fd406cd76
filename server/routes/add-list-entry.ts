import { listEntryRequestSchema, listEntryViewSchema } from '../../shared/wire/lists.ts';
import { BODY_PROBLEMS, KEY_PROBLEMS } from '../errors.ts';
import { addListEntry as add } from '../flows/manage-lists.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

export const addListEntry = backendEndpoint({
  method: 'post',
  path: '/v1/lists/entries',
  summary: {
    ja: 'リストに項目を追加します。1秒以内に全体で有効になります',
    en: 'Adds an entry to the lists; it holds everywhere within a second',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [...KEY_PROBLEMS, ...BODY_PROBLEMS, 'list-entry-exists', 'lists-full', 'busy', 'records-away'],
  body: { schema: listEntryRequestSchema, bytesMax: LIMITS.listEntryBodyBytesMax },
  reply: listEntryViewSchema,
  handle: async ({ gate, site, body }) => ({ body: await add(gate.ports, site, body) }),
});
