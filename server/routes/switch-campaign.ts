import { campaignSchema, campaignSwitchSchema } from '../../shared/wire/campaigns.ts';
import { BODY_PROBLEMS, KEY_PROBLEMS } from '../errors.ts';
import { switchCampaign as change } from '../flows/campaigns.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

export const switchCampaign = backendEndpoint({
  method: 'put',
  path: '/v1/campaigns/:campaign/switch',
  summary: {
    ja: '一斉の試みの扱いを切り替えます。本人と確かめられた端末には効きません。1秒以内に、すべてのプロセスで有効になります',
    en: 'Switches what is done with a campaign, in every process within a second; it holds at no device that is vouched for',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [
    ...KEY_PROBLEMS,
    ...BODY_PROBLEMS,
    'campaign-unknown',
    'list-entry-changed',
    'lists-full',
    'busy',
    'records-away',
  ],
  body: { schema: campaignSwitchSchema, bytesMax: LIMITS.listEntryBodyBytesMax },
  reply: campaignSchema,
  handle: async ({ gate, site, params, body }) => ({
    body: await change(gate.ports, site, params['campaign'] ?? '', body),
  }),
});
