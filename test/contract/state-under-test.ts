import assert from 'node:assert/strict';
import type { SubjectChange, SubjectId } from '../../server/core/subjects/subject.ts';
import type { TokenUse } from '../../server/core/token-use.ts';
import type { Records } from '../../server/ports/records.ts';
import type { Commit, Loaded, LoadQuery, State, StoredReport } from '../../server/ports/state.ts';
import { sampleRecord, sampleReport } from './sample-record.ts';

export type StateUnderTest = {
  readonly state: State;
  readonly records: Pick<Records, 'screening' | 'payload'>;
  readonly close: () => Promise<void>;
  /** Where it can be arranged: from now on the store takes no writing, and says nothing, until what it answers is called. */
  readonly stall?: () => Promise<() => Promise<void>>;
  /** Where it can be told: how much one subject takes. */
  readonly bytesOf?: (siteId: string, subject: SubjectId) => Promise<number>;
};
export type Opened = () => StateUnderTest;

/** Later than any clock that runs this: a store that ends things by its own clock has not come to it. */
export const NOW = 4_102_444_800_000;
export const WITHIN_MS = 5000;
export const SITE = 'site-1';

let serial = 0;
export const nonceOf = () => ({ id: `nonce-${++serial}`, expiresAt: NOW + 600_000 });

export const commitOf = (change: Partial<Commit> = {}): Commit => ({
  record: sampleRecord({ createdAt: NOW }),
  token: null,
  changes: [],
  idempotency: null,
  ...change,
});

export const loadFrom = ({ state }: Pick<StateUnderTest, 'state'>, query: Partial<LoadQuery>): Promise<Loaded> =>
  state.load({ siteId: SITE, now: NOW, reportId: null, subjects: [], idempotencyKey: null, ...query }, WITHIN_MS);

export async function savedReport(
  { state }: Pick<StateUnderTest, 'state'>,
  change: Partial<StoredReport> = {},
): Promise<StoredReport> {
  const report = sampleReport({ createdAt: NOW, ...change });
  assert.equal(await state.saveReport(report, nonceOf(), WITHIN_MS), 'saved');
  return report;
}

export const ACCOUNT: SubjectId = { type: 'account', key: 'acc_1' };
export const ATTEMPT: SubjectChange = { subject: ACCOUNT, changes: [{ kind: 'count', name: 'attempts', by: 1 }] };

export const keyOf = (
  change: Partial<NonNullable<Commit['idempotency']>> = {},
): NonNullable<Commit['idempotency']> => ({
  key: 'k',
  digest: 'd',
  expiresAt: NOW + 86_400_000,
  replaces: null,
  ...change,
});

export const useOf = (change: Partial<TokenUse> = {}): TokenUse => ({
  account: 'acc_1',
  address: '日本語 "quoted" \u0000',
  action: 'login',
  phase: 'succeeded',
  at: NOW,
  screeningId: 'scr_1',
  ...change,
});

export const attemptsOf = async (it: StateUnderTest, siteId = SITE): Promise<number | undefined> =>
  (await loadFrom(it, { siteId, subjects: [ACCOUNT] })).subjects[0]?.counters['attempts']?.['5m'];
