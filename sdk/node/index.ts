/** The backend client: ask at every login, act on the verdict, report what happened. README.md shows it in use. */

export type { Action, Grade, Mode, OutcomeResult, Phase, Verdict } from '../../shared/wire/judgement.ts';
export type { AnswerPlace, NoticeQuestion, OwnerSays } from '../../shared/wire/owner-answers.ts';
export type {
  OutcomeRequest,
  Reason,
  ScreeningAnswer,
  ScreeningQuestion,
  ScreeningView,
} from '../../shared/wire/screening.ts';
export type { Language, Words } from '../../shared/wire/words.ts';
export { clientFrom, type ScreeningClient } from './client-from.ts';
export {
  type AwayCause,
  createSekisho,
  type NoticeReply,
  type OutcomeReply,
  type OwnerAnswerReply,
  type OwnerSaid,
  type ScreeningReply,
  type ScreenOptions,
  type Sekisho,
  type SekishoOptions,
} from './create-sekisho.ts';
export { customerText } from './customer-text.ts';
export type { FailoverAnswer, FailoverCause, FailoverPolicy } from './failover.ts';
export { lockText } from './lock-text.ts';
export { type FieldProblem, SekishoError } from './sekisho-error.ts';
export { tokenFrom } from './token-from.ts';
