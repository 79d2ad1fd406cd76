import { noticeRequestSchema, noticeSchema } from '../../shared/wire/owner-answers.ts';
import { BODY_PROBLEMS, KEY_PROBLEMS } from '../errors.ts';
import { ownerNotice } from '../flows/owner-notice.ts';
import { LIMITS } from '../limits.ts';
import { backendEndpoint } from './endpoint.ts';

export const makeNotice = backendEndpoint({
  method: 'post',
  path: '/v1/screenings/:id/notice',
  summary: {
    ja: '「ご本人の操作ですか」と尋ねるお知らせの文面（リンクなし）を返します。送るのはサイトです。1つのアカウントに10分に1回、1日に3回まで',
    en: 'The text, without any link, of a notice that asks the owner “was this you?”; sending it is the site’s. Once in 10 minutes and 3 times a day for an account',
  },
  listener: 'main',
  lane: 'screening',
  scope: 'outcome',
  problems: [
    ...KEY_PROBLEMS,
    ...BODY_PROBLEMS,
    'screening-unknown',
    'notice-not-possible',
    'busy',
    'state-away',
    'records-away',
  ],
  body: { schema: noticeRequestSchema, bytesMax: LIMITS.outcomeBodyBytesMax },
  reply: noticeSchema,
  handle: async ({ gate, site, params, body }) => ({
    body: await ownerNotice(gate.ports, site, params['id'] ?? '', body),
  }),
});
