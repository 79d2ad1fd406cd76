import type { Aside, Commit, Erasure, Spooled } from '../../ports/state.ts';
import type { ScreeningRows } from '../sql/tables.ts';
import type { Statement } from './dialect.ts';

/** What the writing thread is asked to do. Bodies are serialized by who asks: a string crosses at the cost of a copy. */
export type WriteJob =
  | {
      readonly kind: 'report';
      readonly id: string;
      readonly siteId: string;
      readonly createdAt: number;
      readonly body: string;
      readonly nonce: { readonly id: string; readonly expiresAt: number };
    }
  | (Pick<Commit, 'token' | 'changes' | 'idempotency'> & {
      readonly kind: 'commit';
      readonly rows: ScreeningRows;
      readonly now: number;
    })
  | { readonly kind: 'change'; readonly aside: Aside }
  | (Pick<Spooled, 'changes' | 'idempotency'> & {
      readonly kind: 'restore';
      readonly rows: ScreeningRows;
      readonly now: number;
    })
  | { readonly kind: 'erase'; readonly erasure: Erasure }
  | { readonly kind: 'sweep'; readonly of: Swept; readonly upTo: number; readonly rows: number }
  | { readonly kind: 'statements'; readonly statements: readonly Statement[] }
  | { readonly kind: 'check' }
  /** Outside of any transaction. */
  | { readonly kind: 'fold-log' };

/** `upTo`: what expired before this time; of reports, those made before it, or those before this many others. */
export type Swept = 'nonces' | 'idempotency' | 'subjects' | 'reports' | 'reports-beyond';

/** @param until in `monotonicMs`: a job that has not begun then is dropped. */
export type PostedJob = { readonly n: number; readonly until: number; readonly job: WriteJob };

/** `rows`: what the job touched: of `commit` and `report` 0 where it was refused; of `statements` one number each. */
export type JobAnswer =
  | { readonly n: number; readonly rows: readonly number[] }
  | { readonly n: number; readonly failed: JobFailure };

/** `reason` null: the job itself is wrong (a constraint, a bug), the store is well. */
export type JobFailure = { readonly reason: 'timed-out' | 'failed' | null; readonly message: string };

/** The same clock in every thread of a process, unlike performance.now(). */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
