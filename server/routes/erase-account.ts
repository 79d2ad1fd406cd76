import { erasedAccountSchema } from '../../shared/wire/account-data.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { eraseAccount as erase } from '../flows/erase-account.ts';
import { backendEndpoint } from './endpoint.ts';

export const eraseAccount = backendEndpoint({
  method: 'delete',
  path: '/v1/accounts/:ref/data',
  summary: {
    ja: '1つのアカウントについて保存しているものをすべて消し、消した審査の数を返します。途中で失敗したら、もう一度送ってください',
    en: 'Deletes all that is stored of one account, and tells how many screenings went. Where it fails half-way, send it again',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [...KEY_PROBLEMS, 'busy', 'state-away', 'records-away'],
  reply: erasedAccountSchema,
  handle: async ({ gate, site, params }) => {
    const erased = await erase(gate.ports, site, params['ref'] ?? '');
    gate.log.info({ site: site.name, screenings: erased.screenings }, 'an account was erased');
    return { body: erased };
  },
});
