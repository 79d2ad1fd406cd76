import { randomUUID } from 'node:crypto';
import type { NoticeQuestion, OwnerAnswer, OwnerAnswerRequest } from '../../shared/wire/owner-answers.ts';
import type { OutcomeRequest, ScreeningAnswer, ScreeningQuestion, ScreeningView } from '../../shared/wire/screening.ts';
import { answerFrom, noticeFrom, ownerAnswerFrom, viewFrom } from './answer-from.ts';
import { type Exchanged, exchange } from './exchange.ts';
import {
  type FailoverAnswer,
  type FailoverCause,
  type FailoverPolicy,
  failover,
  failoverProblems,
} from './failover.ts';

export type SekishoOptions = {
  /** Where Sekisho answers, such as `http://127.0.0.1:8080`; a path before `/v1` is kept. */
  readonly url: string;
  /** An API key with the scopes `screen` and, for all that comes after, `outcome`. It stays on the server. */
  readonly key: string;
  /** Milliseconds for connection, retry and the whole answer together, 50..60,000; default: 1000. */
  readonly deadlineMs?: number;
  /** Verdicts while Sekisho cannot be reached; default: REVIEW for all. */
  readonly failover?: FailoverPolicy;
};

export type ScreenOptions = {
  /** The same key within a question's retries gives the same, stored answer. Made when not given. */
  readonly idempotencyKey?: string;
  /** Aborting it rejects with its reason: the caller no longer wants an answer, which is not an outage. */
  readonly signal?: AbortSignal;
};

/**
 * Sekisho's own answer, or the fail-over's (`id === null`). An answer with `degraded: ['state']` is Sekisho's own, stored and with an
 * id: its store was away, and `decidedBy: 'failover'` says where the site's failure policy decided.
 */
export type ScreeningReply = ScreeningAnswer | FailoverAnswer;

/** `not-screened`: an id was a fail-over's null. Anything else: try again later, the same may be sent twice. */
export type AwayCause = FailoverCause | 'not-screened';

export type OutcomeReply =
  | { readonly stored: true; readonly screening: ScreeningView }
  | { readonly stored: false; readonly cause: AwayCause };

export type NoticeReply =
  /** The text to be sent as it is; null: the account has had enough of them, until `nextAt` (ISO 8601). */
  | { readonly text: string | null; readonly nextAt: string }
  | { readonly text: null; readonly nextAt: null; readonly cause: AwayCause };

/**
 * What was said to "was this you?", and where: in the login of the screening `answeredIn` (an answer's `id`), or by somebody whom you
 * identified otherwise.
 */
export type OwnerSaid = Omit<OwnerAnswerRequest, 'answeredIn' | 'identified'> &
  (
    | { readonly answeredIn: string | null; readonly identified?: never }
    | { readonly identified: true; readonly answeredIn?: never }
  );

export type OwnerAnswerReply =
  /** `place`: where the answer was given, and so whom it may be of; `teaches`: it was believed. docs/OUTCOMES.md has the table. */
  ({ readonly stored: true } & OwnerAnswer) | { readonly stored: false; readonly cause: AwayCause };

export type Sekisho = {
  /** Rejects with SekishoError when the question itself is wrong (4xx), never because Sekisho is away. */
  readonly screen: (question: ScreeningQuestion, options?: ScreenOptions) => Promise<ScreeningReply>;
  /** What happened afterwards. Rejects with SekishoError when the outcome itself is wrong (4xx), for a wrong id too. */
  readonly outcome: (id: string | null, outcome: OutcomeRequest) => Promise<OutcomeReply>;
  /**
   * The text, without any link, that asks the owner whether the screening was his doing; you send it. Rejects with SekishoError where
   * nobody can be asked (`notice-not-possible`: it names no account, or is more than 24 hours old) and for a wrong id or name.
   */
  readonly notice: (id: string | null, notice: NoticeQuestion) => Promise<NoticeReply>;
  /** What was answered. Rejects with SekishoError where `answeredIn` is no login of this account (`answer-login-unfit`), and for a wrong id. */
  readonly ownerAnswer: (id: string | null, said: OwnerSaid) => Promise<OwnerAnswerReply>;
};

/** Longer than Sekisho's own store may take and its fail-over needs; a test holds it to that. */
export const DEADLINE_MS = 1000;
const DEADLINE_MS_MIN = 50;
const DEADLINE_MS_MAX = 60_000;
/** What an HTTP header can carry, at the length that Sekisho takes. */
const API_KEY = /^[\x21-\x7e]{1,128}$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,128}$/;

/** A client of one site. Throws a TypeError that names every mistake in the options, at start and not at the first login. */
export function createSekisho(options: SekishoOptions): Sekisho {
  const { key, deadlineMs = DEADLINE_MS, failover: policy = {} } = options;
  const problems = problemsOf(options);
  if (problems.length > 0) throw new TypeError(`createSekisho: ${problems.join('; ')}`);
  const base = options.url.replace(/\/+$/, '');
  const stand = failover(policy);
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', accept: 'application/json' };

  const about = (id: string, what: 'outcome' | 'notice' | 'owner-answer') =>
    `/v1/screenings/${encodeURIComponent(id)}/${what}`;
  const send = (method: 'POST' | 'PUT', path: string, question: unknown, more: Partial<ScreenOptions> = {}) =>
    exchange({
      method,
      url: `${base}${path}`,
      headers: more.idempotencyKey === undefined ? headers : { ...headers, 'idempotency-key': more.idempotencyKey },
      body: JSON.stringify(question),
      deadlineMs,
      signal: more.signal,
    });

  return {
    screen: async (question, { idempotencyKey = randomUUID(), signal } = {}) => {
      if (!IDEMPOTENCY_KEY.test(idempotencyKey))
        throw new TypeError('idempotencyKey: 1 to 128 visible ASCII characters');
      const began = performance.now();
      const sent = await send('POST', '/v1/screenings', question, { idempotencyKey, ...(signal && { signal }) });
      const it = read(sent, answerFrom);
      const tookMs = Math.round((performance.now() - began) * 10) / 10;
      return 'cause' in it ? stand(question.action, it.cause, tookMs) : it.value;
    },
    outcome: async (id, outcome) => {
      if (id === null) return { stored: false, cause: 'not-screened' };
      const it = read(await send('PUT', about(id, 'outcome'), outcome), viewFrom);
      return 'cause' in it ? { stored: false, cause: it.cause } : { stored: true, screening: it.value };
    },
    notice: async (id, notice) => {
      if (id === null) return { text: null, nextAt: null, cause: 'not-screened' };
      const it = read(await send('POST', about(id, 'notice'), notice), noticeFrom);
      return 'cause' in it ? { text: null, nextAt: null, cause: it.cause } : it.value;
    },
    ownerAnswer: async (id, said) => {
      if (id === null || said.answeredIn === null) return { stored: false, cause: 'not-screened' };
      const it = read(await send('PUT', about(id, 'owner-answer'), said), ownerAnswerFrom);
      return 'cause' in it ? { stored: false, cause: it.cause } : { stored: true, ...it.value };
    },
  };
}

function read<T>(sent: Exchanged, parse: (body: unknown) => T | null): { value: T } | { cause: FailoverCause } {
  if ('cause' in sent) return sent;
  const value = parse(sent.body);
  return value === null ? { cause: 'unexpected-answer' } : { value };
}

function problemsOf({ url, key, deadlineMs = DEADLINE_MS, failover: policy = {} }: SekishoOptions): string[] {
  const problems = failoverProblems(policy);
  const at = typeof url === 'string' ? URL.parse(url) : null;
  if (at === null || !['http:', 'https:'].includes(at.protocol)) problems.push('url: must be an http(s) address');
  else if (at.username !== '' || at.search !== '' || at.hash !== '')
    problems.push('url: must have no user, query or fragment');
  // The value itself is never shown: messages end up in logs.
  if (typeof key !== 'string' || !API_KEY.test(key)) problems.push('key: must be an API key of Sekisho');
  if (!Number.isInteger(deadlineMs) || deadlineMs < DEADLINE_MS_MIN || deadlineMs > DEADLINE_MS_MAX)
    problems.push(`deadlineMs: must be a whole number, ${DEADLINE_MS_MIN} to ${DEADLINE_MS_MAX}`);
  return problems;
}
