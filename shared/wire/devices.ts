import { z } from 'zod';
import { DEVICE_STATUSES } from './judgement.ts';

/** GET /v1/accounts/:ref/devices and PATCH /v1/devices/:id: the browsers that an account was used from. */

const time = z.iso.datetime({ offset: true });
/** Shown on screens and in logs of others: no control characters. */
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cf}]+$/u, 'has control characters');

const by = z.strictObject({ author: z.string(), comment: z.string() }).nullable();
const spoken = z.strictObject({ at: time, cause: z.string(), by }).nullable();

export const deviceSchema = z
  .strictObject({
    id: z.string(),
    recallId: z.string().nullable(),
    status: z.enum(DEVICE_STATUSES),
    cause: z.string(),
    changedAt: time,
    firstSeenAt: time,
    lastSeenAt: time,
    logins: z.int().min(0),
    keyProven: z.boolean(),
    keys: z.array(z.strictObject({ id: z.string(), vouched: spoken, revoked: spoken })),
    by,
  })
  .meta({ id: 'Device' });
export type Device = z.infer<typeof deviceSchema>;

export const devicesSchema = z.strictObject({ items: z.array(deviceSchema) }).meta({ id: 'Devices' });

export const deviceChangeSchema = z
  .strictObject({
    account: line(256).describe('The id, or better its `acc_…` reference.'),
    status: z.enum(DEVICE_STATUSES).optional(),
    vouched: z.boolean().optional(),
    author: line(128),
    comment: z.string().max(500).default(''),
  })
  .refine(it => it.status !== undefined || it.vouched !== undefined, 'sets neither `status` nor `vouched`')
  .meta({ id: 'DeviceChange' });
export type DeviceChangeRequest = z.output<typeof deviceChangeSchema>;
