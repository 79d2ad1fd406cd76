import { devicesSchema } from '../../shared/wire/devices.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { accountDevices } from '../flows/account-devices.ts';
import { backendEndpoint } from './endpoint.ts';

export const listDevices = backendEndpoint({
  method: 'get',
  path: '/v1/accounts/:ref/devices',
  summary: {
    ja: '1つのアカウントが使われた端末（ブラウザ）と、その状態を返します。最近使われた順で、20台までです',
    en: 'The devices (browsers) that one account was used from, with their status; the latest used first, 20 at most',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'busy', 'state-away'],
  reply: devicesSchema,
  handle: async ({ gate, site, params }) => ({ body: await accountDevices(gate.ports, site, params['ref'] ?? '') }),
});
