import type { Problem } from '../shared/wire/screening.ts';

/**
 * The one catalogue of what the API refuses. `docs/errors.md` is checked against it. A title says what is wrong and how to
 * mend it; nothing of the request is echoed.
 */
export const PROBLEMS = {
  'body-too-large': { status: 413, title: 'The body is larger than this endpoint takes. Send less.' },
  'content-type-unsupported': { status: 415, title: 'The body must be application/json, in UTF-8 and not compressed.' },
  'utf8-invalid': { status: 400, title: 'The body is not valid UTF-8. Encode it as UTF-8.' },
  'json-invalid': { status: 400, title: 'The body is not valid JSON. Send one JSON object.' },
  'json-too-deep': {
    status: 400,
    title: 'The JSON is nested too deeply, or has too many members. Send a flatter one.',
  },
  'json-key-duplicate': { status: 400, title: 'The JSON names one member twice. Name each member once.' },
  'json-key-forbidden': { status: 400, title: 'The JSON has a member named __proto__. Leave it out.' },
  'body-timeout': { status: 408, title: 'The body did not arrive in time. Send it again.' },
  'fields-invalid': { status: 400, title: 'Some fields are not as this endpoint takes them: see `fields`.' },
  'site-unknown': { status: 404, title: 'No site has this key. Take the pk_… key that `npm run sites` showed.' },
  'origin-not-listed': { status: 403, title: "This origin is not in the site's list. Add it with `npm run sites`." },
  'agent-off': { status: 403, title: "The site's agent is switched off. No token is expected while it is." },
  'agent-too-old': {
    status: 400,
    title:
      'This agent speaks an older version than this gate. Load the agent.js of this gate: a cache holds an old one.',
  },
  'agent-too-new': {
    status: 400,
    title: 'This agent speaks a newer version than this gate. Update this gate, or load the agent.js that it serves.',
  },
  'nonce-forged': { status: 400, title: 'The nonce was not made here. Take one from GET /v1/nonce.' },
  'nonce-other-site': { status: 400, title: 'The nonce was made for another site. Take one with this site’s key.' },
  'nonce-expired': { status: 400, title: 'The nonce is older than 10 minutes. Take a new one from GET /v1/nonce.' },
  'nonce-used': { status: 409, title: 'The nonce was used before. Take a new one from GET /v1/nonce.' },
  'key-missing': { status: 401, title: 'Send your key as `Authorization: Bearer sk_…`.' },
  'key-unknown': { status: 401, title: 'No site has this key. Make one with `npm run keys`.' },
  'key-demo-refused': {
    status: 403,
    title: 'The demo key works only from this machine itself, with a loopback Host and no proxy between.',
  },
  'scope-missing': {
    status: 403,
    title: 'The key lacks the scope that this endpoint needs. Make one with that scope.',
  },
  'idempotency-key-invalid': { status: 400, title: 'Idempotency-Key must be 1 to 128 printable ASCII characters.' },
  'idempotency-key-reused': {
    status: 422,
    title: 'This Idempotency-Key came before with another body. Use a new key.',
  },
  'screening-unknown': { status: 404, title: 'Your site has no screening of this id.' },
  'device-unknown': {
    status: 404,
    title: 'This account was not used from a device of this id, as far as is remembered.',
  },
  'device-not-vouchable': {
    status: 409,
    title: 'This device has proven no key, is fraudulent, or the site only observes: nobody can vouch for it.',
  },
  'program-unknown': { status: 404, title: 'Your site has registered no program of this name.' },
  'programs-full': { status: 409, title: 'Your site has registered 100 programs. Remove one first.' },
  'list-entry-unknown': { status: 404, title: 'Your site has no list entry of this id.' },
  'list-entry-exists': { status: 409, title: 'Your site has this entry already. Change that one.' },
  'list-entry-ended': { status: 409, title: 'This entry was deleted or has expired. Add a new one.' },
  'list-entry-changed': {
    status: 409,
    title: 'Somebody has changed this entry since you read it. Read it again, and change what is there now.',
  },
  'campaign-unknown': { status: 404, title: 'Your site has met no campaign of this id in the last 30 days.' },
  'lists-full': { status: 409, title: 'Your site has had 100,000 list entries. Name networks instead of addresses.' },
  'notice-not-possible': {
    status: 409,
    title: 'This screening names no account, or is more than 24 hours old: there is nobody to ask.',
  },
  'answer-login-unfit': {
    status: 409,
    title: 'Name a login of this account that succeeded within 24 hours, or say that the person was identified.',
  },
  'outcomes-full': { status: 409, title: 'This screening has 100 outcomes already. It takes no more.' },
  'request-invalid': { status: 400, title: 'This is not an HTTP request that can be read. Check the client.' },
  'headers-too-large': { status: 431, title: 'The headers are larger than 32 KB. Send fewer, or smaller cookies.' },
  'route-unknown': { status: 404, title: 'There is nothing here. See /openapi.json for what there is.' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method: see the Allow header.' },
  busy: { status: 503, title: 'Too much is asked at once. Try again after the seconds of Retry-After.' },
  'state-away': {
    status: 503,
    title: 'The store is away, and the answer could not be kept. Let your own fail-over decide, and try again.',
  },
  'records-away': {
    status: 503,
    title: 'The records cannot be reached just now. Try again after the seconds of Retry-After.',
  },
  'not-ready': { status: 503, title: 'The gate cannot reach its store. See its log.' },
  internal: { status: 500, title: 'The gate failed at this request. Its log has the request id.' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
/** What every endpoint with a key may refuse. */
export const KEY_PROBLEMS = ['key-missing', 'key-unknown', 'key-demo-refused', 'scope-missing'] as const;
/** What every call of the agent may be refused for. */
export const AGENT_PROBLEMS = [
  'site-unknown',
  'origin-not-listed',
  'agent-off',
  'agent-too-old',
  'agent-too-new',
] as const;
/** What every endpoint with a body may refuse. */
export const BODY_PROBLEMS = [
  'body-too-large',
  'content-type-unsupported',
  'utf8-invalid',
  'json-invalid',
  'json-too-deep',
  'json-key-duplicate',
  'json-key-forbidden',
  'body-timeout',
  'fields-invalid',
] as const;
/** What an outcome, whoever told it, may be refused for. */
export const OUTCOME_PROBLEMS = [
  ...KEY_PROBLEMS,
  ...BODY_PROBLEMS,
  'screening-unknown',
  'outcomes-full',
  'busy',
  'state-away',
  'records-away',
] as const;

/** The state did not answer in time, or cannot be reached or written: the failure policy answers. */
export class StateAway extends Error {
  readonly reason: StateAwayReason;
  constructor(reason: StateAwayReason, options?: ErrorOptions) {
    super(`the state is away: ${reason}`, options);
    this.reason = reason;
  }
}
/** `full`: what waits to be moved to the records has reached its bound; `resting`: it failed so often that it is not asked for a while. */
export const STATE_AWAY_REASONS = ['timed-out', 'unreachable', 'failed', 'full', 'resting'] as const;
export type StateAwayReason = (typeof STATE_AWAY_REASONS)[number];

/** The records cannot be reached: searches and outcomes wait, answers do not. */
export class RecordsAway extends Error {
  constructor(options?: ErrorOptions) {
    super('the records are away', options);
  }
}

export type BadField = { readonly path: string; readonly problem: string };

/** Thrown on the way of a request, answered as application/problem+json (RFC 9457). */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly fields: readonly BadField[];
  constructor(code: ProblemCode, fields: readonly BadField[] = [], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.fields = fields;
  }
}

export function problemOf(code: ProblemCode, requestId: string, fields: readonly BadField[] = []): Problem {
  const { status, title } = PROBLEMS[code];
  const body: Problem = { type: `urn:sekisho:problem:${code}`, title, status, code, requestId };
  return fields.length === 0 ? body : { ...body, fields: [...fields] };
}
