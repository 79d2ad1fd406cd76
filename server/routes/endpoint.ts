import type { z } from 'zod';
import type { Scope } from '../../shared/wire/judgement.ts';
import type { Words } from '../../shared/wire/words.ts';
import type { ProblemCode } from '../errors.ts';
import type { Gate } from '../gate.ts';
import type { LaneName } from '../middleware/admission.ts';
import type { Site } from '../ports/sites.ts';

/** What the server saw of a request besides body and query. */
export type Seen = {
  readonly origin: string | null;
  readonly userAgent: string;
  readonly address: string;
  readonly carrierCookie: string | null;
  /** `Sec-GPC: 1` came with it. */
  readonly gpc: boolean;
  readonly idempotencyKey: string | undefined;
  /** Of the device key, see PROOF_HEADER. */
  readonly proof: string | undefined;
  readonly bodyBytes: number;
  /** SHA-256 of the body. */
  readonly bodyDigest: () => string;
};

export type Call<Body, Query> = {
  readonly gate: Gate;
  readonly seen: Seen;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly query: Query;
};
export type SiteCall<Body, Query> = Call<Body, Query> & { readonly site: Site };

export type Reply = {
  readonly body: unknown;
  /** Set as the carrier cookie, with the attributes that fit the caller. */
  readonly carrierCookie?: string;
  readonly status?: number;
  /** Not JSON: this type, and `body` its text. */
  readonly type?: string;
};

type Described = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As Express and, but for `:id`, OpenAPI write it. */
  readonly path: string;
  readonly summary: Words;
  /** Read and manage calls, console and metrics move to SEKISHO_ADMIN_PORT where one is set; `both` is on either. */
  readonly listener: 'main' | 'admin' | 'both';
  readonly lane: LaneName;
  readonly problems: readonly ProblemCode[];
  /** The reply's schema; null: not JSON. */
  readonly reply: z.ZodType | null;
};

type Taking<Body extends z.ZodType, Query extends z.ZodType> = {
  readonly body?: { readonly schema: Body; readonly bytesMax: number };
  readonly query?: Query;
};

/** Called by pages, with `?site=pk_…`; cross-origin by the site's own list. */
export type BrowserEndpoint<Body extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType> = Described &
  Taking<Body, Query> & {
    readonly caller: 'browser';
    readonly handle: (call: SiteCall<z.output<Body>, z.output<Query>>) => Promise<Reply>;
  };

/** Called by a site's backend, with `Authorization: Bearer sk_…` and this scope. */
export type BackendEndpoint<Body extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType> = Described &
  Taking<Body, Query> & {
    readonly caller: 'backend';
    readonly scope: Scope;
    readonly handle: (call: SiteCall<z.output<Body>, z.output<Query>>) => Promise<Reply>;
  };

/** Open to anyone who reaches the listener. */
export type OpenEndpoint = Described & {
  readonly caller: 'anyone';
  readonly handle: (call: Call<undefined, undefined>) => Promise<Reply>;
};

export type Endpoint = BrowserEndpoint | BackendEndpoint | OpenEndpoint;

export const browserEndpoint = <B extends z.ZodType, Q extends z.ZodType>(
  it: Omit<BrowserEndpoint<B, Q>, 'caller'>,
): BrowserEndpoint => ({ caller: 'browser', ...it }) as unknown as BrowserEndpoint;
export const backendEndpoint = <B extends z.ZodType, Q extends z.ZodType>(
  it: Omit<BackendEndpoint<B, Q>, 'caller'>,
): BackendEndpoint => ({ caller: 'backend', ...it }) as unknown as BackendEndpoint;
export const openEndpoint = (it: Omit<OpenEndpoint, 'caller'>): OpenEndpoint => ({ caller: 'anyone', ...it });
