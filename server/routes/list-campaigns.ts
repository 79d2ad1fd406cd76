import { campaignsQuerySchema, campaignsSchema } from '../../shared/wire/campaigns.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { listCampaigns as list } from '../flows/campaigns.ts';
import { backendEndpoint } from './endpoint.ts';

export const listCampaigns = backendEndpoint({
  method: 'get',
  path: '/v1/campaigns',
  summary: {
    ja: '同じ形の、失敗するログインの一斉の試み（30日間）を、最近のものから返します。対象の審査は `GET /v1/screenings?campaign=` で',
    en: 'Campaigns: failing logins of one shape, of 30 days, the latest first; their members by `GET /v1/screenings?campaign=`',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'fields-invalid', 'busy', 'records-away'],
  query: campaignsQuerySchema,
  reply: campaignsSchema,
  handle: async ({ gate, site, query }) => ({ body: await list(gate.ports, site, query.limit) }),
});
