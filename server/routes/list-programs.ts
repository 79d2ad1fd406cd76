import { programsSchema } from '../../shared/wire/programs.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { backendEndpoint } from './endpoint.ts';

export const listPrograms = backendEndpoint({
  method: 'get',
  path: '/v1/programs',
  summary: {
    ja: 'サイトが登録したプログラムを、名前順に返します',
    en: 'The programs that the site registered, by name',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [...KEY_PROBLEMS, 'busy', 'records-away'],
  reply: programsSchema,
  handle: async ({ gate, site }) => ({ body: { items: await gate.ports.sites.programs(site.id) } }),
});
