import { z } from 'zod';
import { ACTIONS } from './judgement.ts';
import { networkSchema } from './programs.ts';

/** A site's lists: who and what is blocked, and what is allowed. What an entry may do stands in docs/LISTS.md. */

/** `ask` and `watch` are of campaigns alone. */
export const LIST_EFFECTS = ['allow', 'block', 'ask', 'watch'] as const;
export type ListEffect = (typeof LIST_EFFECTS)[number];

/** No user agent, no recallId, no fingerprint: many people share one, and anybody can take one on. */
export const LIST_SUBJECTS = ['account', 'device', 'ip', 'cidr', 'asn', 'country', 'mail-domain', 'campaign'] as const;
export type ListSubject = (typeof LIST_SUBJECTS)[number];

const LIST_STATES = ['active', 'expired', 'deleted'] as const;

const time = z.iso.datetime({ offset: true });
/** No database keeps them all, and no screen shows them. */
const CONTROL = /\p{Cc}/u;
const shown = (max: number) =>
  z
    .string()
    .max(max)
    .refine(it => !CONTROL.test(it), { error: 'has control characters' });
const line = (max: number) => shown(max).trim().min(1);
const deviceId = z.string().regex(/^dev_[\w-]{1,60}$/, { error: 'must be the id of a device, dev_…' });

export const CAMPAIGN_ID = /^cmp_[0-9a-z]{1,16}$/;

const ASN_MAX = 4_294_967_295;

/** What the value of each subject must be; its one spelling is made by the gate. */
const VALUES: Readonly<Record<ListSubject, z.ZodType<string>>> = {
  account: line(256),
  device: deviceId,
  ip: z.union([z.ipv4(), z.ipv6()], { error: 'must be an IPv4 or IPv6 address' }),
  cidr: networkSchema,
  asn: z
    .string()
    .regex(/^(AS)?\d{1,10}$/i, { error: 'must be the number of a network, AS64500' })
    .refine(it => Number(it.replace(/\D/g, '')) <= ASN_MAX, { error: `is above ${ASN_MAX}` }),
  country: z.string().regex(/^[A-Za-z]{2}$/, { error: 'must be a country of two letters (ISO 3166-1), JP' }),
  'mail-domain': z
    .string()
    .max(253)
    .regex(/^[^\s@/.:]+(\.[^\s@/.:]+)+$/u, { error: 'must be what stands behind the @, example.com' }),
  campaign: z.string().regex(CAMPAIGN_ID, { error: 'must be the id of a campaign, cmp_…' }),
};

const changeable = {
  actions: z
    .array(z.enum(ACTIONS))
    .max(ACTIONS.length)
    .default([])
    .describe('The actions that it holds for; empty: all.'),
  reason: line(512),
  expiresAt: time.nullable().default(null).describe('null: it has no end.'),
};

export const listEntryRequestSchema = z
  .strictObject({
    effect: z.enum(LIST_EFFECTS),
    subject: z.enum(LIST_SUBJECTS),
    value: shown(512),
    device: deviceId
      .nullable()
      .default(null)
      .describe('Of an allowed account: the device that it is allowed from, once vouched for.'),
    ...changeable,
    author: line(64),
  })
  .superRefine(({ effect, subject, value, device, expiresAt }, { addIssue }) => {
    const wrong = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message });
    const parsed = VALUES[subject].safeParse(value);
    if (!parsed.success) wrong('value', parsed.error.issues[0]?.message ?? 'is not of this subject');
    const isFull = effect === 'allow' && subject === 'account';
    if (isFull && device === null) wrong('device', 'is needed: an account is allowed from one vouched device');
    if (isFull && expiresAt === null) wrong('expiresAt', 'is needed: an allowed account has an end');
    if (subject === 'campaign' && expiresAt === null)
      wrong('expiresAt', 'is needed: people have the shape of a campaign');
    if (subject !== 'campaign' && (effect === 'ask' || effect === 'watch')) wrong('effect', 'is of a campaign alone');
    if (!isFull && device !== null) wrong('device', 'is of an allowed account alone');
    if (effect === 'allow' && subject === 'device') {
      wrong('subject', 'must be account: a device is allowed for one account, with `device`');
    }
    if (effect === 'allow' && subject === 'mail-domain') {
      wrong('subject', 'cannot be allowed: anybody can name an address there');
    }
  })
  .meta({ id: 'ListEntryRequest' });
export type ListEntryRequest = z.output<typeof listEntryRequestSchema>;

export const listEntryChangeSchema = z
  .strictObject({
    revision: z
      .int()
      .min(0)
      .optional()
      .describe('The one that was read: with it nobody who was faster is overwritten.'),
    actions: z.array(z.enum(ACTIONS)).max(ACTIONS.length).optional(),
    reason: line(512).optional(),
    expiresAt: time.nullable().optional(),
    author: line(64),
  })
  .meta({ id: 'ListEntryChange' });
export type ListEntryChange = z.output<typeof listEntryChangeSchema>;

export const listEntryEndSchema = z.strictObject({ author: line(64).describe('Who takes it off the list.') });

export const listEntryViewSchema = z
  .strictObject({
    id: z.string(),
    revision: z.int(),
    state: z.enum(LIST_STATES),
    effect: z.enum(LIST_EFFECTS),
    subject: z.enum(LIST_SUBJECTS),
    value: z.string(),
    device: z.string().nullable(),
    actions: z.array(z.enum(ACTIONS)),
    reason: z.string(),
    author: z.string(),
    createdAt: time,
    changedAt: time,
    expiresAt: time.nullable(),
  })
  .meta({ id: 'ListEntry' });
export type ListEntryView = z.infer<typeof listEntryViewSchema>;

export const listQuerySchema = z.strictObject({
  effect: z.enum(LIST_EFFECTS).optional(),
  subject: z.enum(LIST_SUBJECTS).optional(),
  value: shown(512).optional().describe('With `subject`: exactly this one.'),
  state: z.enum(['active', 'all']).default('active'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(128).optional(),
});
export type ListQuery = z.output<typeof listQuerySchema>;

export const listExportSchema = z.strictObject({ state: z.enum(['active', 'all']).default('active') });

export const listPageSchema = z
  .strictObject({ items: z.array(listEntryViewSchema), next: z.string().nullable() })
  .meta({ id: 'ListPage' });

/** Rows of one file that is brought in; a longer one comes in parts. */
export const LIST_IMPORT_ROWS_MAX = 5000;
export const LIST_IMPORT_CHARS_MAX = 1_000_000;

export const listImportSchema = z
  .strictObject({
    csv: z.string().max(LIST_IMPORT_CHARS_MAX),
    author: line(64),
    dryRun: z.boolean().default(true).describe('true: says what would be done, and does nothing.'),
  })
  .meta({ id: 'ListImport' });
export type ListImport = z.output<typeof listImportSchema>;

export const listImportedSchema = z
  .strictObject({
    dryRun: z.boolean(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    refused: z.array(z.strictObject({ line: z.int(), problem: z.string() })),
  })
  .meta({ id: 'ListImported' });
export type ListImported = z.infer<typeof listImportedSchema>;
