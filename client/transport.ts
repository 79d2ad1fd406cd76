import { PROOF_HEADER, WIRE_VERSION } from '../shared/constants.ts';
import type { FingerprintLevel } from '../shared/wire/signal-row.ts';
import type { Proof } from './device-key.ts';
import { FETCH_DEADLINE_MS, RETRY_WAITS_MS } from './limits.ts';
import { property } from './property.ts';
import type { Site } from './read-site.ts';
import { wait } from './wait.ts';

/** `off`: the operator switched the agent off. `refused`: asking again cannot help. `failed`: later it may. */
export type Taken =
  /** `spend`: it is being handed out, for the first time. May throw. */
  { readonly token: string; readonly spend: () => void; readonly puzzle: Puzzle } | NotTaken;
/** What is hashed, and the zero bits it is to begin with, as the server says it; none where the site asks for no work. */
export type Puzzle = readonly [nonce: string, bits: unknown];
/** `code`: of the server's problem; `http-…` where something else answered, `unreachable` where nothing did. */
export type NotTaken = { readonly token: null; readonly why: 'off' | 'refused' | 'failed'; readonly code: string };

type Reply = { readonly ok: boolean; readonly status: number; readonly body: object };

/** A report as it is posted, and the proof of the browser's key for it. */
export type Signed = { readonly body: string; readonly proof: Proof | null };

const none = (why: NotTaken['why'], code: string): NotTaken => ({ token: null, why, code });

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
  reportFor: (nonce: string, level: FingerprintLevel, seed: number) => Promise<Signed>,
  cancelled: AbortSignal,
  retryWaitsMs: readonly number[] = RETRY_WAITS_MS,
): Promise<Taken> {
  const waits = [...retryWaitsMs];
  const ask = async (path: string, init: RequestInit, more = ''): Promise<Reply | null> => {
    const address = `${site.endpoint}v1/${path}?site=${encodeURIComponent(site.siteKey)}&v=${WIRE_VERSION}${more}`;
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

  const once = async (more: string): Promise<Taken> => {
    const given = await ask('nonce', {}, more);
    const nonce = given?.ok ? textOf(given.body, 'nonce') : null;
    if (nonce === null) return noToken(given);
    // Whatever it is that says nothing: less is collected, not more.
    const level = given !== null && textOf(given.body, 'fingerprint') === 'full' ? 'full' : 'light';
    // An older server gives none.
    const seed = Number(property(given?.body, 'seed')) || 0;
    const { body, proof } = await reportFor(nonce, level, seed);
    const headers = { 'content-type': 'application/json', ...(proof === null ? {} : { [PROOF_HEADER]: proof.value }) };
    const posted = await ask('collect', { method: 'POST', headers, body });
    const token = posted?.ok ? textOf(posted.body, 'token') : null;
    if (posted === null || token === null) return noToken(posted);
    const counter: unknown = Reflect.get(posted.body, 'counter');
    return {
      token,
      spend: () => typeof counter === 'string' && proof?.spend(counter),
      puzzle: [nonce, property(given?.body, 'workBits')],
    };
  };

  const taken = await once('');
  if (taken.token !== null || !STALE.has(taken.code)) return taken;
  // It may have come out of a service worker's or a CDN's cache, whatever the headers say: from this address it cannot.
  return once(`&again=${Math.random()}`);
}

const STALE: ReadonlySet<string> = new Set(['nonce-expired', 'nonce-used']);

const codeOf = (reply: Reply | null): string =>
  reply === null ? 'unreachable' : (textOf(reply.body, 'code') ?? `http-${reply.status}`);

function noToken(reply: Reply | null): NotTaken {
  const code = codeOf(reply);
  if (code === 'agent-off') return none('off', code);
  // Busy or slow (408, 429) is a matter of time, and so are nonces; any other answer will be the same again.
  const passes = reply === null || reply.status === 408 || reply.status === 429 || STALE.has(code);
  return none(passes ? 'failed' : 'refused', code);
}
