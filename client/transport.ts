import { PROOF_HEADER, WIRE_VERSION } from '../shared/constants.ts';
import type { FingerprintLevel } from '../shared/wire/signal-row.ts';
import type { Proof } from './device-key.ts';
import { FETCH_DEADLINE_MS, NONCES_PER_TOKEN_MAX, RETRY_WAITS_MS } from './limits.ts';
import type { Site } from './read-site.ts';
import { wait } from './wait.ts';

/** `off`: the operator switched the agent off. `refused`: asking again cannot help. `failed`: later it may. */
export type Taken =
  /** `spend`: it is being handed out, for the first time. May throw. */
  | { readonly token: string; readonly spend: () => void }
  | { readonly token: null; readonly why: 'off' | 'refused' | 'failed' };

type Reply = { readonly ok: boolean; readonly status: number; readonly body: object };

/** A report as it is posted, and the proof of the browser's key for it. */
export type Signed = { readonly body: string; readonly proof: Proof | null };

const none = (why: 'off' | 'refused' | 'failed'): Taken => ({ token: null, why });

function textOf(body: object, name: string): string | null {
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' && value !== '' ? value : null;
}

async function send(address: string, init: RequestInit, cancelled: AbortSignal): Promise<Reply> {
  const abort = new AbortController();
  const cancel = () => abort.abort();
  const timer = setTimeout(cancel, FETCH_DEADLINE_MS);
  cancelled.addEventListener('abort', cancel);
  try {
    const reply = await fetch(address, { ...init, cache: 'no-store', signal: abort.signal });
    const body: unknown = await reply.json();
    return { ok: reply.ok, status: reply.status, body: typeof body === 'object' && body !== null ? body : {} };
  } finally {
    clearTimeout(timer);
    cancelled.removeEventListener('abort', cancel);
  }
}

/**
 * Takes a token: a nonce, the report made for it, and once more with a new nonce where the server calls that one expired or used.
 * Never rejects. `retryWaitsMs` is spent by all requests of one token together.
 */
export async function takeToken(
  site: Site,
  reportFor: (nonce: string, level: FingerprintLevel) => Promise<Signed>,
  cancelled: AbortSignal,
  retryWaitsMs: readonly number[] = RETRY_WAITS_MS,
): Promise<Taken> {
  const waits = [...retryWaitsMs];
  const ask = async (path: string, init: RequestInit): Promise<Reply | null> => {
    const address = `${site.endpoint}v1/${path}?site=${encodeURIComponent(site.siteKey)}&v=${WIRE_VERSION}`;
    const options: RequestInit = { ...init, credentials: site.crossOrigin ? 'include' : 'same-origin' };
    while (!cancelled.aborted) {
      // No network, no answer in time, no JSON (a proxy's error page): all are worth another try.
      const reply = await send(address, options, cancelled).catch(() => null);
      if (reply !== null && (reply.status < 500 || textOf(reply.body, 'code') === 'agent-off')) return reply;
      const waitMs = waits.shift();
      if (waitMs === undefined) return null;
      await wait(waitMs);
    }
    return null;
  };

  for (let nonces = 0; nonces < NONCES_PER_TOKEN_MAX; nonces += 1) {
    const given = await ask('nonce', {});
    const nonce = given?.ok ? textOf(given.body, 'nonce') : null;
    if (nonce === null) return noToken(given);
    // Whatever it is that says nothing: less is collected, not more.
    const level = given !== null && textOf(given.body, 'fingerprint') === 'full' ? 'full' : 'light';
    const { body, proof } = await reportFor(nonce, level);
    const headers = { 'content-type': 'application/json', ...(proof === null ? {} : { [PROOF_HEADER]: proof.value }) };
    const posted = await ask('collect', { method: 'POST', headers, body });
    const token = posted?.ok ? textOf(posted.body, 'token') : null;
    if (posted !== null && token !== null) {
      const counter: unknown = Reflect.get(posted.body, 'counter');
      return { token, spend: () => typeof counter === 'string' && proof?.spend(counter) };
    }
    const code = posted === null ? null : textOf(posted.body, 'code');
    if (code !== 'nonce-expired' && code !== 'nonce-used') return noToken(posted);
  }
  return none('failed');
}

function noToken(reply: Reply | null): Taken {
  if (reply === null) return none('failed');
  if (textOf(reply.body, 'code') === 'agent-off') return none('off');
  // Busy or slow is a matter of time (408, 429); any other answer will be the same again.
  return none(reply.status === 408 || reply.status === 429 ? 'failed' : 'refused');
}
