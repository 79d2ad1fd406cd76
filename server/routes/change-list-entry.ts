import { listEntryChangeSchema, listEntryViewSchema } from '../../shared/wire/lists.ts';
import { BODY_PROBLEMS, KEY_PROBLEMS } from '../errors.ts';
import { changeListEntry as change } from '../flows/manage-lists.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

export const changeListEntry = backendEndpoint({
  method: 'patch',
  path: '/v1/lists/entries/:entry',
  summary: {
    ja: 'リストの項目の操作・理由・期限を変えます。読んだときの `revision` を付けてください',
    en: 'Changes the actions, the reason or the end of an entry; with the `revision` that was read',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [
    ...KEY_PROBLEMS,
    ...BODY_PROBLEMS,
    'list-entry-unknown',
    'list-entry-ended',
    'list-entry-changed',
    'busy',
    'records-away',
  ],
  body: { schema: listEntryChangeSchema, bytesMax: LIMITS.listEntryBodyBytesMax },
  reply: listEntryViewSchema,
  handle: async ({ gate, site, params, body }) => ({
    body: await change(gate.ports, site, params['entry'] ?? '', body),
  }),
});
