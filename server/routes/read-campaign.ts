import { campaignSchema } from '../../shared/wire/campaigns.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { readCampaign as read } from '../flows/campaigns.ts';
import { backendEndpoint } from './endpoint.ts';

export const readCampaign = backendEndpoint({
  method: 'get',
  path: '/v1/campaigns/:campaign',
  summary: { ja: '一斉の試みを1つ返します', en: 'One campaign' },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'campaign-unknown', 'busy', 'records-away'],
  reply: campaignSchema,
  handle: async ({ gate, site, params }) => ({ body: await read(gate.ports, site, params['campaign'] ?? '') }),
});
