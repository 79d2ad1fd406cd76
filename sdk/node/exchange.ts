import { setTimeout as wait } from 'node:timers/promises';
import type { FailoverCause } from './failover.ts';
import { problemCodeOf, sekishoError } from './sekisho-error.ts';

/** A screening's answer is a few KiB; what is larger than this is not one. */
export const ANSWER_BYTES_MAX = 1024 * 1024;
/** Long enough for a listener that is just being replaced, short against any deadline. */
const RETRY_PAUSE_MS = 50;

/** Nothing of a request that failed in these ways was answered: it may be sent once more. */
const BROKEN: readonly unknown[] = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

export type Call = {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
};

/** `body` is parsed JSON of unknown shape; `cause` says why there is none. */
export type Exchanged = { readonly body: unknown } | { readonly cause: FailoverCause };
type Attempt = Exchanged | { readonly cause: FailoverCause; readonly againInMs: number };

/**
 * One request and its whole answer within the deadline, tried once more when the connection broke, or when Sekisho names a time
 * (Retry-After) that the deadline leaves room for. Throws SekishoError on 4xx (but 408 and 429), and the signal's reason when the
 * caller aborts.
 */
export async function exchange(call: Call): Promise<Exchanged> {
  call.signal?.throwIfAborted();
  const deadline = new AbortController();
  const endsAt = performance.now() + call.deadlineMs;
  const timer = setTimeout(() => deadline.abort(), call.deadlineMs);
  const ended = call.signal === undefined ? deadline.signal : AbortSignal.any([deadline.signal, call.signal]);
  try {
    const first = await attempt(call, ended);
    if (!('againInMs' in first)) return first;
    // Whoever waits for a login is not kept waiting for nothing.
    if (performance.now() + first.againInMs >= endsAt) return { cause: first.cause };
    await wait(first.againInMs, undefined, { signal: ended });
    const second = await attempt(call, ended);
    return 'againInMs' in second ? { cause: second.cause } : second;
  } catch (error) {
    call.signal?.throwIfAborted();
    if (deadline.signal.aborted) return { cause: 'timed-out' };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(call: Call, signal: AbortSignal): Promise<Attempt> {
  const { method, url, headers, body } = call;
  try {
    // A redirect is never followed: the key must not travel to where a wrong address points.
    const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
    const text = await textOf(response);
    const cause = awayCause(response.status, text ?? '');
    if (cause === null) return answered(response.status, text);
    const againInMs = retryAfterMs(response);
    return againInMs === null ? { cause } : { cause, againInMs };
  } catch (error) {
    // fetch has one error for all that goes wrong below HTTP, a TypeError whose cause says what.
    if (signal.aborted || !(error instanceof TypeError)) throw error;
    const code: unknown = error.cause instanceof Error ? Reflect.get(error.cause, 'code') : undefined;
    return BROKEN.includes(code) ? { cause: 'unreachable', againInMs: RETRY_PAUSE_MS } : { cause: 'unreachable' };
  }
}

/** null: it is no absence. */
function awayCause(status: number, text: string): FailoverCause | null {
  if (status === 408 || status === 429) return 'too-busy';
  if (status < 500) return null;
  const code = problemCodeOf(text);
  if (code === 'busy') return 'too-busy';
  return code === 'state-away' ? 'state-away' : 'server-error';
}

/** null: no time is named, or as a date, which Sekisho never does. */
function retryAfterMs(response: Response): number | null {
  const seconds = response.headers.get('retry-after') ?? '';
  return /^\d{1,5}$/.test(seconds) ? Number(seconds) * 1000 : null;
}

function answered(status: number, text: string | null): Exchanged {
  if (status >= 400 && status < 500) throw sekishoError(status, text ?? '');
  if (status !== 200 || text === null) return { cause: 'unexpected-answer' };
  try {
    return { body: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { cause: 'unexpected-answer' };
    throw error;
  }
}

/** Null: longer than any answer of Sekisho's. */
async function textOf(response: Response): Promise<string | null> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
