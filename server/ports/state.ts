import type { SignalReadings, StreamReadings } from '../../shared/wire/report.ts';
import type { TokenUse } from '../core/token-use.ts';
import type { ScreeningRecord } from './records.ts';

/** One page view, as `/v1/collect` took it. */
export type StoredReport = {
  readonly id: string;
  readonly siteId: string;
  readonly createdAt: number;
  readonly origin: string | null;
  readonly session: string | null;
  readonly userAgent: string;
  readonly address: string;
  /** The cookie's carrier id, new or known. */
  readonly carrier: { readonly id: string; readonly returning: boolean };
  readonly signals: SignalReadings;
  readonly streams: StreamReadings;
};

export type AccountState = {
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** Screenings that named the account, repeats included. */
  readonly attempts: number;
  /** Screenings whose logins are undisputed, the newest last; bounded. */
  readonly logins: readonly string[];
};

export type LoadQuery = {
  readonly siteId: string;
  readonly reportId: string | null;
  /** Under every key, the current first: the first that is known is taken. */
  readonly accountRefs: readonly string[];
  readonly idempotencyKey: string | null;
};

export type Loaded = {
  readonly report: StoredReport | null;
  readonly uses: readonly TokenUse[];
  readonly account: AccountState | null;
  /** The reference that the account is kept under: the one it was first seen with, whatever the keys are now. */
  readonly accountRef: string | null;
  readonly idempotent: { readonly digest: string; readonly screeningId: string } | null;
};

export type Commit = {
  readonly record: ScreeningRecord;
  /** `seenUses`: how many uses the decision knew of; others since then are a conflict. */
  readonly token: { readonly reportId: string; readonly seenUses: number; readonly use: TokenUse } | null;
  readonly account: { readonly refs: readonly string[]; readonly login: boolean } | null;
  readonly idempotency: { readonly key: string; readonly digest: string; readonly expiresAt: number } | null;
};

export type Repeat = {
  readonly siteId: string;
  readonly accountRefs: readonly string[];
  readonly now: number;
  readonly screeningId: string;
  readonly idempotency: Commit['idempotency'];
};

/** What is hot: read in one round trip, changed in one atomic step together with the record. */
export type State = {
  /** Stores the report and spends the nonce, both or neither. */
  readonly saveReport: (
    report: StoredReport,
    nonce: { readonly id: string; readonly expiresAt: number },
  ) => Promise<'saved' | 'nonce-used'>;
  readonly load: (query: LoadQuery) => Promise<Loaded>;
  /** All of it or nothing, durable when the promise resolves. `conflict`: something moved since load; nothing was changed. */
  readonly commit: (commit: Commit) => Promise<'done' | 'conflict'>;
  /** A repeat is answered from the record; it is still counted, and its own Idempotency-Key remembered. */
  readonly countRepeat: (repeat: Repeat) => Promise<void>;
  /** The screening's login is (no longer) undisputed: learns or unlearns exactly that one. */
  readonly learn: (siteId: string, accountRef: string, screeningId: string, undisputed: boolean) => Promise<void>;
  /** Deletes what has expired, a bounded number of rows a call; how many went. */
  readonly sweep: (now: number) => Promise<number>;
};
