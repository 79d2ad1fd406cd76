import { LIMITS } from '../../limits.ts';

/** What a browser would have seen of one address. */
export type Seen = {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly cookies: readonly string[];
  readonly bytes: Uint8Array;
  readonly text: string;
};

/** A browser's request, no redirect left out. Throws in words where nothing answers. */
export async function visit(url: URL, init: RequestInit = {}): Promise<Seen> {
  const signal = AbortSignal.timeout(LIMITS.doctorFetchMsMax);
  try {
    const reply = await fetch(url, { ...init, signal });
    const bytes = await boundedBytes(reply);
    const text = new TextDecoder().decode(bytes);
    const { status, headers } = reply;
    return { url: new URL(reply.url), status, headers, cookies: headers.getSetCookie(), bytes, text };
  } catch (error) {
    throw new Error(`${url.href} cannot be reached: ${wordsOf(error)}`, { cause: error });
  }
}

async function boundedBytes(reply: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of reply.body ?? []) {
    size += part.length;
    if (size > LIMITS.doctorBytesMax) throw new Error(`it answers more than ${LIMITS.doctorBytesMax} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

export type AgentTag = {
  readonly src: URL;
  readonly siteKey: string;
  readonly endpoint: URL;
  readonly integrity: string | null;
  readonly session: string | null;
};

const SCRIPT = /<script\b[^>]*>/gi;
const ATTRIBUTE = /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi;

/** The agent's script tag of a page; null where none is in its HTML. */
export function agentTag({ url, text }: Pick<Seen, 'url' | 'text'>): AgentTag | null {
  for (const [tag] of text.matchAll(SCRIPT)) {
    const given = new Map<string, string>();
    for (const [, name = '', double, single, bare] of tag.slice('<script'.length, -1).matchAll(ATTRIBUTE)) {
      given.set(name.toLowerCase(), (double ?? single ?? bare ?? '').replaceAll('&amp;', '&'));
    }
    const [siteKey, source] = [given.get('data-site-key'), given.get('src')];
    if (siteKey === undefined || source === undefined) continue;
    const src = new URL(source, url);
    const said = given.get('data-endpoint');
    return {
      src,
      siteKey,
      endpoint: said === undefined ? new URL('.', src) : new URL(said.replace(/\/*$/, '/'), url),
      integrity: given.get('integrity') ?? null,
      session: given.get('data-session') ?? null,
    };
  }
  return null;
}
