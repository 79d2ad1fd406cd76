import { addressGroupsSchema, addressQuerySchema } from '../../shared/wire/views.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { addressGroups } from '../flows/address-groups.ts';
import { backendEndpoint } from './endpoint.ts';

export const listAddresses = backendEndpoint({
  method: 'get',
  path: '/v1/addresses',
  summary: {
    ja: '期間内の審査を、アドレス・ネットワーク・AS番号ごとに数え、多い順に返します。数えきれなかったときは `complete` が false です',
    en: 'The screenings of a period counted by address, network or AS, the greatest first; `complete` is false where not all could be counted',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'fields-invalid', 'busy', 'records-away'],
  query: addressQuerySchema,
  reply: addressGroupsSchema,
  handle: async ({ gate, site, query }) => ({ body: await addressGroups(gate.ports, site, query) }),
});
