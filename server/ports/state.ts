import type { SignalReadings, StreamReadings } from '../../shared/wire/report.ts';
import type { LayoutAnswer } from '../core/facts.ts';
import type { Likeness } from '../core/linking/likeness.ts';
import type { Subject, SubjectChange, SubjectId } from '../core/subjects/subject.ts';
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
  /** Of the device key: proved, or said and not. `after`: the visit spent with this key that this one goes on from. */
  readonly key:
    | { readonly state: 'none' | 'refused' }
    | { readonly state: 'verified'; readonly id: string; readonly after: string; readonly since: number };
  /** What its image says of the browser; null: it is not compared. */
  readonly likeness: Likeness | null;
  /** Whether the boxes that the nonce asked for lie where they do in a browser. */
  readonly layout: LayoutAnswer;
  /** What the form is to bring the answer to; null: the site asks for no work. */
  readonly work: { readonly nonce: string; readonly bits: number } | null;
  readonly signals: SignalReadings;
  readonly streams: StreamReadings;
};

export type LoadQuery = {
  readonly siteId: string;
  /** Windows end here. */
  readonly now: number;
  readonly reportId: string | null;
  readonly subjects: readonly SubjectId[];
  readonly idempotencyKey: string | null;
};

export type Loaded = {
  readonly report: StoredReport | null;
  readonly uses: readonly TokenUse[];
  /** In the order they were asked; null: not known. */
  readonly subjects: readonly (Subject | null)[];
  readonly idempotent: { readonly digest: string; readonly screeningId: string } | null;
};

/** An Idempotency-Key to remember: the key and the digest of its body are keyed hashes. */
export type KeptKey = { readonly key: string; readonly digest: string; readonly expiresAt: number };

export type Commit = {
  readonly record: ScreeningRecord;
  /** `seenUses`: how many uses the decision knew of; others since then are a conflict. */
  readonly token: { readonly reportId: string; readonly seenUses: number; readonly use: TokenUse } | null;
  readonly changes: readonly SubjectChange[];
  /** `replaces`: the screening it was remembered with when loaded and whose record is gone; null: it was not known. */
  readonly idempotency: (KeptKey & { readonly replaces: string | null }) | null;
};

/** An answer that the state could not store, what it would have changed, and the Idempotency-Key that it was asked under. */
export type Spooled = Pick<Commit, 'record' | 'changes'> & { readonly idempotency: KeptKey | null };

/** What changes without a record of its own: a repeat, an outcome. */
export type Aside = {
  readonly siteId: string;
  readonly now: number;
  readonly changes: readonly SubjectChange[];
  /** Remembered where it was not known. */
  readonly idempotency: (KeptKey & { readonly screeningId: string }) | null;
};

/** All of an account's traces in the state, as far as its records name them. */
export type Erasure = {
  readonly siteId: string;
  readonly subjects: readonly SubjectId[];
  readonly reportIds: readonly string[];
  readonly idempotencyKeys: readonly string[];
};

/**
 * What is hot: read in one round trip, changed in one atomic step together with the record. On a store of several machines that
 * step is atomic for each subject, the token's use first and the record last: what was answered is whole, what was cut off
 * half-way was never answered.
 *
 * Every call rejects with StateAway when it is not done within `withinMs`; a commit that came too late changes nothing where the store
 * can tell, and may otherwise still be carried out, whole.
 */
export type State = {
  /** Stores the report and spends the nonce, both or neither. */
  readonly saveReport: (
    report: StoredReport,
    nonce: { readonly id: string; readonly expiresAt: number },
    withinMs: number,
  ) => Promise<'saved' | 'nonce-used'>;
  readonly load: (query: LoadQuery, withinMs: number) => Promise<Loaded>;
  /** All of it or nothing, durable when the promise resolves. `conflict`: something moved since load; nothing was changed. */
  readonly commit: (commit: Commit, withinMs: number) => Promise<'done' | 'conflict'>;
  readonly change: (aside: Aside, withinMs: number) => Promise<void>;
  /**
   * Stores the record of a screening that was answered while the state was away. One of the same id, left by a commit that was carried
   * out too late or by this call before, is replaced, and what it changed stands: its subjects are changed only where there was none.
   * Its key is remembered where it is not known; one that another screening took meanwhile stays with that.
   *
   * Again is as once, while the state has its record (Redis: until `outboxMovedLifeMs` after it was moved to the records). On a store of
   * several machines the subjects come before the record: of a commit, or a call of this, that was cut off between the two, those that
   * it had reached count it twice.
   */
  readonly restore: (spooled: Spooled) => Promise<void>;
  /** Also of a subject that is not known, or was erased before. */
  readonly erase: (erasure: Erasure) => Promise<void>;
  /** Deletes what has expired, a bounded number of rows a call; how many went (0 where the store expires by itself). */
  readonly sweep: (now: number) => Promise<number>;
  /** Rejects where a screening could not be stored now. */
  readonly check: (withinMs: number) => Promise<void>;
};
