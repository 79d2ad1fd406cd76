import { sharedDevicesQuerySchema, sharedDevicesSchema } from '../../shared/wire/views.ts';
import { KEY_PROBLEMS } from '../errors.ts';
import { sharedDevices } from '../flows/shared-devices.ts';
import { backendEndpoint } from './endpoint.ts';

export const listSharedDevices = backendEndpoint({
  method: 'get',
  path: '/v1/devices/shared',
  summary: {
    ja: '期間内に複数のアカウントで使われた端末（または鍵）を、アカウントの多い順に返します。アカウントは参照で示します',
    en: 'The devices (or keys) that several accounts were used from in a period, the most shared first; accounts as references',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'read',
  problems: [...KEY_PROBLEMS, 'fields-invalid', 'busy', 'records-away'],
  query: sharedDevicesQuerySchema,
  reply: sharedDevicesSchema,
  handle: async ({ gate, site, query }) => ({ body: await sharedDevices(gate.ports, site, query) }),
});
