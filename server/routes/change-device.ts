import { deviceChangeSchema, deviceSchema } from '../../shared/wire/devices.ts';
import { BODY_PROBLEMS, KEY_PROBLEMS } from '../errors.ts';
import { changeDevice as change } from '../flows/account-devices.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

export const changeDevice = backendEndpoint({
  method: 'patch',
  path: '/v1/devices/:id',
  summary: {
    ja: '1つのアカウントでの端末の状態（ログインでは変わらなくなります）、または本人の端末かどうかを、担当者の名前とメモを付けて変えます',
    en: 'Sets the status of a device on one account, which no login moves from then on, or vouches for it or no longer; with author and comment',
  },
  listener: 'admin',
  lane: 'console',
  scope: 'manage',
  problems: [...KEY_PROBLEMS, ...BODY_PROBLEMS, 'device-unknown', 'device-not-vouchable', 'busy', 'state-away'],
  body: { schema: deviceChangeSchema, bytesMax: LIMITS.outcomeBodyBytesMax },
  reply: deviceSchema,
  handle: async ({ gate, site, params, body }) => ({
    body: await change(gate.ports, site, params['id'] ?? '', body),
  }),
});
