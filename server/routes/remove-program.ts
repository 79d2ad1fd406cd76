import { programRemovedSchema } from '../../shared/wire/programs.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { removeProgram as remove } from '../flows/manage-programs.ts';
import { backendEndpoint } from './endpoint.ts';

export const removeProgram = backendEndpoint({
  method: 'delete',
  path: '/v1/programs/:name',
  summary: {
    ja: '登録したプログラムを削除します。1秒以内に全体で無効になります',
    en: 'Removes a registered program; it holds everywhere within a second',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [...KEY_PROBLEMS, 'program-unknown', 'busy', 'records-away'],
  reply: programRemovedSchema,
  handle: async ({ gate, site, params }) => ({ body: await remove(gate.ports, site, params['name'] ?? '') }),
});
