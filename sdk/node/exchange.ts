import { setTimeout as wait } from 'node:timers/promises';
import type { FailoverCause } from './failover.ts';
import { sekishoError } from './sekisho-error.ts';

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
type Attempt = Exchanged | { readonly cause: 'unreachable'; readonly again: true };

/**
 * One request and its whole answer within the deadline, tried once more when the connection broke.
 * Throws SekishoError on 4xx (but 408 and 429), and the signal's reason when the caller aborts.
 */
export async function exchange(call: Call): Promise<Exchanged> {
  call.signal?.throwIfAborted();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), call.deadlineMs);
  const ended = call.signal === undefined ? deadline.signal : AbortSignal.any([deadline.signal, call.signal]);
  try {
    const first = await attempt(call, ended);
    if (!('again' in first)) return first;
    await wait(RETRY_PAUSE_MS, undefined, { signal: ended });
    const second = await attempt(call, ended);
    return 'again' in second ? { cause: 'unreachable' } : second;
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
    return answered(response.status, await textOf(response));
  } catch (error) {
    // fetch has one error for all that goes wrong below HTTP, a TypeError whose cause says what.
    if (signal.aborted || !(error instanceof TypeError)) throw error;
    const code: unknown = error.cause instanceof Error ? Reflect.get(error.cause, 'code') : undefined;
    return BROKEN.includes(code) ? { cause: 'unreachable', again: true } : { cause: 'unreachable' };
  }
}

function answered(status: number, text: string | null): Exchanged {
  if (status === 408 || status === 429) return { cause: 'too-busy' };
  if (status >= 400 && status < 500) throw sekishoError(status, text ?? '');
  if (status >= 500) return { cause: 'server-error' };
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
