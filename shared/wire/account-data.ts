import { z } from 'zod';
import { listEntryViewSchema } from './lists.ts';
import { SCREENINGS_PAGE_MAX, screeningViewSchema } from './screening.ts';

/** GET and DELETE /v1/accounts/:ref/data: all that is stored of one account, and its end. */

const time = z.iso.datetime({ offset: true });
const perWindow = z.record(z.string(), z.int().min(0));

export const accountHistorySchema = z
  .strictObject({
    ref: z.string(),
    firstSeenAt: time,
    lastSeenAt: time,
    counters: z.record(z.string(), perWindow),
    distincts: z.record(z.string(), perWindow),
    lists: z.record(z.string(), z.array(z.string())),
  })
  .meta({ id: 'AccountHistory' });
export type AccountHistory = z.infer<typeof accountHistorySchema>;

export const keptScreeningSchema = screeningViewSchema
  .extend({
    addressRef: z.string(),
    features: z.record(z.string(), z.unknown()),
    evidence: z.array(z.record(z.string(), z.unknown())),
    dataVersions: z.record(z.string(), z.string()),
    personal: z.unknown().nullable(),
    report: z.unknown().nullable(),
  })
  .meta({ id: 'KeptScreening' });
export type KeptScreening = z.infer<typeof keptScreeningSchema>;

export const accountDataQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(SCREENINGS_PAGE_MAX).default(50),
  cursor: z.string().min(1).max(128).optional(),
});
export type AccountDataQuery = z.output<typeof accountDataQuerySchema>;

export const accountDataSchema = z
  .strictObject({
    history: z.array(accountHistorySchema),
    listed: z.array(listEntryViewSchema),
    screenings: z.array(keptScreeningSchema),
    next: z.string().nullable(),
  })
  .meta({ id: 'AccountData' });
export type AccountData = z.infer<typeof accountDataSchema>;

export const erasedAccountSchema = z.strictObject({ screenings: z.int().min(0) }).meta({ id: 'ErasedAccount' });
