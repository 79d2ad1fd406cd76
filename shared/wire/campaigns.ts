import { z } from 'zod';
import { CAMPAIGN_ID } from './lists.ts';

/** Failing logins of one shape, and what is done with them (docs/VIEWS.md). */

export const CAMPAIGN_SHAPES = ['password', 'image', 'tool', 'agent-network', 'agent-timing'] as const;
/** `auto`: nobody decided, and the score says. `off`: it is no attack. */
export const CAMPAIGN_STATES = ['auto', 'off', 'watch', 'ask', 'block'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

const time = z.iso.datetime({ offset: true });
const line = (max: number) => z.string().trim().min(1).max(max);
const count = z.int().min(0);
const words = z.strictObject({ ja: z.string(), en: z.string() });

export const campaignSchema = z
  .strictObject({
    id: z.string(),
    shape: z.strictObject({
      by: z.enum(CAMPAIGN_SHAPES).nullable(),
      text: words,
      agent: z.string().nullable(),
      headers: z.string().nullable(),
      ja4: z.string().nullable(),
      recallId: z.string().nullable(),
      asn: z.int().nullable(),
      openMs: z.int().nullable(),
    }),
    startedAt: time,
    lastAt: time,
    attempts: count,
    accounts: count,
    addresses: count,
    switch: z.strictObject({
      state: z.enum(CAMPAIGN_STATES),
      entry: z.string().nullable(),
      author: z.string().nullable(),
      reason: z.string().nullable(),
      since: time.nullable(),
      expiresAt: time.nullable(),
    }),
  })
  .meta({ id: 'Campaign' });
export type CampaignView = z.infer<typeof campaignSchema>;

export const campaignsQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const campaignsSchema = z.strictObject({ items: z.array(campaignSchema) }).meta({ id: 'Campaigns' });

export const campaignSwitchSchema = z
  .strictObject({
    state: z.enum(CAMPAIGN_STATES),
    author: line(64),
    reason: line(512),
    expiresAt: time.nullable().default(null).describe('Needed unless the state is auto: people have the shape too.'),
  })
  .refine(it => it.state === 'auto' || it.expiresAt !== null, {
    path: ['expiresAt'],
    error: 'is needed: people have the shape of a campaign',
  })
  .meta({ id: 'CampaignSwitch' });
export type CampaignSwitch = z.output<typeof campaignSwitchSchema>;

export const isCampaignId = (id: string): boolean => CAMPAIGN_ID.test(id);
