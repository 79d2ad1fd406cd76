import { z } from 'zod';
import { screeningViewSchema } from './screening.ts';
import { LANGUAGES } from './words.ts';

/** "Was this you?": the notice, and what came of it. */

const time = z.iso.datetime({ offset: true });

export const NOTICE_NAME_CHARS_MAX = 40;
/** Nothing that a phone or a mail program makes a link of. */
const LINK_LIKE = /[/\\@:<>\p{C}]|\S[.．。｡]\S/u;

export const noticeRequestSchema = z
  .strictObject({
    language: z.enum(LANGUAGES),
    name: z
      .string()
      .trim()
      .min(1)
      .max(NOTICE_NAME_CHARS_MAX)
      .refine(it => !LINK_LIKE.test(it), 'must be a name, and nothing that could become a link'),
    timeZone: z.string().max(64).refine(isTimeZone, 'must be a time zone such as Asia/Tokyo').default('Asia/Tokyo'),
  })
  .meta({ id: 'NoticeRequest' });
export type NoticeRequest = z.output<typeof noticeRequestSchema>;
/** As a caller writes it. */
export type NoticeQuestion = z.input<typeof noticeRequestSchema>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const noticeSchema = z
  .strictObject({
    text: z.string().nullable(),
    nextAt: time,
  })
  .meta({ id: 'Notice' });
export type NoticeView = z.infer<typeof noticeSchema>;

export const OWNER_SAYS = ['yes', 'no'] as const;
export type OwnerSays = (typeof OWNER_SAYS)[number];

/** Where the answer was given, and so whom it may be of. */
export const ANSWER_PLACES = ['identified', 'vouched-device', 'unproven-device', 'doubted-device'] as const;
export type AnswerPlace = (typeof ANSWER_PLACES)[number];

export const ownerAnswerRequestSchema = z
  .strictObject({
    answer: z.enum(OWNER_SAYS),
    source: z.string().min(1).max(64),
    confidence: z.number().min(0).max(1).optional(),
    answeredIn: z.string().min(1).max(64).optional(),
    identified: z.literal(true).optional(),
    comment: z.string().max(1024).optional(),
  })
  .refine(it => (it.answeredIn === undefined) !== (it.identified === undefined), {
    path: ['answeredIn'],
    error: 'is needed, or `identified` where the person was identified otherwise; not both',
  })
  .meta({ id: 'OwnerAnswerRequest' });
export type OwnerAnswerRequest = z.output<typeof ownerAnswerRequestSchema>;

export const ownerAnswerSchema = z
  .strictObject({ place: z.enum(ANSWER_PLACES), teaches: z.boolean(), screening: screeningViewSchema })
  .meta({ id: 'OwnerAnswer' });
export type OwnerAnswer = z.infer<typeof ownerAnswerSchema>;
