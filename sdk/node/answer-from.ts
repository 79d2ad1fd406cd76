import type { NoticeView, OwnerAnswer } from '../../shared/wire/owner-answers.ts';
import type { ScreeningAnswer, ScreeningView } from '../../shared/wire/screening.ts';

type Check = (it: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const text: Check = it => typeof it === 'string';
const number: Check = it => typeof it === 'number';
const truth: Check = it => typeof it === 'boolean';
const among =
  (...values: readonly string[]): Check =>
  it =>
    typeof it === 'string' && values.includes(it);
const object =
  (shape: Shape): Check =>
  it =>
    typeof it === 'object' &&
    it !== null &&
    Object.entries(shape).every(([name, check]) => check(Reflect.get(it, name)));
const list =
  (of: Check): Check =>
  it =>
    Array.isArray(it) && it.every(of);
const optional =
  (of: Check): Check =>
  it =>
    it === undefined || of(it);
const orNull =
  (of: Check): Check =>
  it =>
    it === null || of(it);

const reason = object({
  code: text,
  hypothesis: text,
  family: text,
  weight: number,
  counted: number,
  audience: text,
  text: object({ ja: text, en: text }),
  facts: object({}),
});

/**
 * What callers lean on, no more: a newer Sekisho may add fields and codes, and that must not look like an outage.
 * The full shape is Sekisho's own contract (GET /openapi.json).
 */
const answer = object({
  id: text,
  verdict: among('OK', 'REVIEW', 'NG'),
  score: number,
  mode: text,
  wouldBe: text,
  decidedBy: text,
  degraded: optional(list(text)),
  reasons: list(reason),
  bot: object({ verdict: text, score: number, prior: number, logit: number }),
  takeover: object({ score: number, prior: number, logit: number }),
  counterfactual: orNull(object({ verdict: text, change: list(object({ feature: text })) })),
  lock: orNull(object({ state: text, lane: text, until: orNull(text) })),
  stepUp: orNull(object({ grade: text, channels: list(text) })),
  policy: object({ revision: text }),
  tookMs: number,
});

/** Null: this is not the answer to a screening. */
export function answerFrom(body: unknown): ScreeningAnswer | null {
  return answer(body) ? (body as ScreeningAnswer) : null;
}

const view: Check = it => answer(it) && object({ createdAt: text, outcomes: list(object({})) })(it);
const notice = object({ text: orNull(text), nextAt: text });
const ownerAnswer = object({ place: text, teaches: truth, screening: view });

/** Null: this is not a screening read back. */
export function viewFrom(body: unknown): ScreeningView | null {
  return view(body) ? (body as ScreeningView) : null;
}

/** Null: this is not a notice. */
export function noticeFrom(body: unknown): NoticeView | null {
  return notice(body) ? (body as NoticeView) : null;
}

/** Null: this is not what an owner's answer is answered with. */
export function ownerAnswerFrom(body: unknown): OwnerAnswer | null {
  return ownerAnswer(body) ? (body as OwnerAnswer) : null;
}
