import { timelineQuerySchema, timelineSchema } from '../../shared/wire/timeline.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { accountTimeline } from '../flows/account-timeline.ts';
import { backendEndpoint } from './endpoint.ts';

export const readTimeline = backendEndpoint({
  method: 'get',
  path: '/v1/accounts/:ref/timeline',
  summary: {
    ja: '1つのアカウントに起きたこと（審査、結果、端末の状態、リスト、ロック）を新しい順に返します。`next` は次のページのカーソルです',
    en: 'What happened to one account (screenings, outcomes, devices, lists, locks), newest first; `next` is the cursor of the next page',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'fields-invalid', 'busy', 'state-away', 'records-away'],
  query: timelineQuerySchema,
  reply: timelineSchema,
  handle: async ({ gate, site, params, query }) => ({
    body: await accountTimeline(gate.ports, site, params['ref'] ?? '', query),
  }),
});
