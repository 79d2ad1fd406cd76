import { z } from 'zod';
import { PHASES, VERDICTS } from './judgement.ts';

/** What analysts look at: who shares an address, a network or a device. Accounts are references, never ids (docs/VIEWS.md). */

/** What is known of an address's network. `proxy`: most of the site comes through it; `private`: it lies on this side of a gateway. */
export const NETWORK_FLAGS = ['hosting', 'vpn', 'tor', 'relay', 'proxy', 'private'] as const;
export type NetworkFlag = (typeof NETWORK_FLAGS)[number];

const time = z.iso.datetime({ offset: true });
const least = (from: number) => z.coerce.number().int().min(from).max(1_000_000).default(from);
const period = {
  from: time.optional().describe('Inclusive; left out: a day before `to`.'),
  to: time.optional().describe('Exclusive; left out: now.'),
};
const limit = z.coerce.number().int().min(1).max(100).default(50);
const count = z.int().min(0);
const verdicts = z.strictObject({ OK: count, REVIEW: count, NG: count });

/** What was read. `complete: false`: the time or the number of records ran out, and what is said is of `from` and later alone. */
const covered = { from: time, to: time, complete: z.boolean(), screenings: count };

const seen = {
  screenings: count,
  failed: count,
  accounts: count,
  verdicts,
  firstAt: time,
  lastAt: time,
  sample: z.string(),
};

export const ADDRESS_SORTS = ['screenings', 'accounts', 'failed'] as const;
export const ADDRESS_GROUPINGS = ['address', 'network', 'asn'] as const;
export type AddressGrouping = (typeof ADDRESS_GROUPINGS)[number];

export const addressQuerySchema = z.strictObject({
  by: z.enum(ADDRESS_GROUPINGS).default('address').describe('network: the /24 of IPv4, the /64 of IPv6.'),
  ...period,
  minScreenings: least(1),
  minAccounts: least(0),
  flag: z.enum(NETWORK_FLAGS).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'must be a country of two letters (ISO 3166-1), JP' })
    .optional(),
  asn: z.coerce.number().int().min(0).max(4_294_967_295).optional(),
  phase: z.enum(PHASES).optional(),
  verdict: z.enum(VERDICTS).optional(),
  sort: z.enum(ADDRESS_SORTS).default('screenings'),
  limit,
});
export type AddressQuery = z.output<typeof addressQuerySchema>;

export const addressGroupsSchema = z
  .strictObject({
    ...covered,
    groups: count,
    items: z.array(
      z.strictObject({
        address: z.string().nullable(),
        network: z.string().nullable(),
        asn: z.int().nullable(),
        asnName: z.string().nullable(),
        country: z.string().nullable(),
        flags: z.array(z.enum(NETWORK_FLAGS)),
        addresses: count,
        ...seen,
      }),
    ),
  })
  .meta({ id: 'AddressGroups' });
export type AddressGroups = z.infer<typeof addressGroupsSchema>;

export const SHARED_REFS_MAX = 20;

export const sharedDevicesQuerySchema = z.strictObject({
  by: z.enum(['device', 'key']).default('device').describe('A device has one key at each origin of the site.'),
  ...period,
  minAccounts: least(2),
  limit,
});
export type SharedDevicesQuery = z.output<typeof sharedDevicesQuerySchema>;

export const sharedDevicesSchema = z
  .strictObject({
    ...covered,
    groups: count,
    items: z.array(
      z.strictObject({
        id: z.string(),
        knownBy: z.enum(['key', 'cookie']),
        accountRefs: z.array(z.string()),
        addresses: count,
        ...seen,
      }),
    ),
  })
  .meta({ id: 'SharedDevices' });
export type SharedDevices = z.infer<typeof sharedDevicesSchema>;
