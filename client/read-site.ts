import { SESSION_CHARS_MAX } from '../shared/constants.ts';

/** What a page may say when it starts the agent itself; each is also an attribute of the script tag (`data-site-key` …). */
export type StartOptions = {
  siteKey?: string | undefined;
  session?: string | undefined;
  endpoint?: string | undefined;
  rhythm?: 'on' | 'off' | undefined;
  agent?: 'on' | 'off' | undefined;
  quiet?: 'on' | 'off' | undefined;
  onError?: ((problem: { readonly code: string }) => void) | undefined;
};

export type Site = {
  readonly siteKey: string;
  /** Absent too where the page's value is too long: cut, it would look like another session's. */
  readonly session?: string;
  /** Ends with a slash; v1/nonce and v1/collect lie under it. */
  readonly endpoint: string;
  readonly crossOrigin: boolean;
  /** Ends with a slash; the second script lies in it. */
  readonly folder: string;
  /** Of a Content-Security-Policy that names scripts by nonce. */
  readonly scriptNonce?: string;
  /** False: the rhythm of typing and the shape of movements are not even listened to. */
  readonly rhythm: boolean;
  /** Nothing is written to the page's console: who listens to it is then not known. */
  readonly quiet: boolean;
  readonly onError?: NonNullable<StartOptions['onError']>;
};

export type Tag = { readonly src?: string; readonly nonce?: string; readonly dataset: DOMStringMap };

/** What can be sent as the session. */
export const sessionOf = (said: string | undefined): Pick<Site, 'session'> =>
  said && said.length <= SESSION_CHARS_MAX ? { session: said } : {};

/**
 * The options, the script tag's attributes where they say nothing, and the endpoints beside the script itself, so that
 * /prefix/agent.js posts to /prefix/v1/collect. Null where the page switched the agent off,
 * the site key is missing or no server lies there; throws TypeError at an endpoint that is no address.
 */
export function readSite(
  options: StartOptions,
  tag: Tag | null,
  moduleAddress: string,
  pageAddress: string,
): Site | null {
  const data = tag?.dataset ?? {};
  const siteKey = options.siteKey ?? data['siteKey'];
  const said = options.endpoint ?? data['endpoint'];
  if (!siteKey || (options.agent ?? data['agent']) === 'off') return null;
  const base = said ? new URL(said.replace(/\/*$/, '/'), pageAddress) : new URL('.', tag?.src || moduleAddress);
  // A module of a bundle opened from disk, or of a test, has no server beside it.
  if (!/^https?:$/.test(base.protocol)) return null;
  return {
    siteKey,
    ...sessionOf(options.session ?? data['session']),
    endpoint: base.href,
    // A module of a bundle has left its folder; the endpoint is then where the gate's files lie.
    folder: tag?.src ? new URL('.', tag.src).href : base.href,
    ...(tag?.nonce ? { scriptNonce: tag.nonce } : {}),
    crossOrigin: base.origin !== new URL(pageAddress).origin,
    ...(options.onError ? { onError: options.onError } : {}),
    rhythm: (options.rhythm ?? data['rhythm']) !== 'off',
    quiet: (options.quiet ?? data['quiet'] ?? 'off') !== 'off',
  };
}
