import type { Action, Channel, Grade, Mode, OutcomeResult, Phase, Verdict } from '../../shared/wire/judgement.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import type { NetworkFlag } from '../../shared/wire/views.ts';
import type { Evidence } from '../core/evidence.ts';
import type { Features } from '../core/features/index.ts';

/** All that is needed to judge a screening again, and to learn from it later. Nothing in it names a person. */
export type ScreeningRecord = {
  readonly id: string;
  readonly siteId: string;
  readonly createdAt: number;
  readonly domain: 'access';
  readonly action: Action;
  readonly phase: Phase;
  readonly channel: Channel;
  readonly mode: Mode;
  readonly wouldBe: Verdict;
  readonly accountRef: string | null;
  readonly addressRef: string;
  readonly networkRef: string;
  /** The device key that its report proved. */
  readonly keyId: string | null;
  /** What it rests on in the state: an erasure follows them. */
  readonly reportId: string | null;
  readonly idempotencyKey: string | null;
  readonly answer: ScreeningAnswer;
  readonly features: Features;
  /** Also what was said in shadow. */
  readonly evidence: readonly Evidence[];
  /** What it shows of its account's habits, packed as the history keeps it: an outcome may teach it later. null: no login, or judged without. */
  readonly habit: string | null;
  readonly policyRevision: string;
  readonly dataVersions: Readonly<Record<string, string>>;
  /** The chance with which this decision was taken: 1 while nothing is drawn by lot. */
  readonly propensity: number;
  /** SHA-256 of salt and payload: erasing the payload leaves the record verifiable. */
  readonly payloadDigest: string;
  readonly payload: { readonly salt: string; readonly sealed: Uint8Array };
};

/** A label: what happened afterwards, who said so, and how sure that source is taken to be. */
export type StoredOutcome = {
  readonly result: OutcomeResult;
  readonly source: string | null;
  readonly comment: string | null;
  /** How strong a step-up was that was passed, where the backend says so. */
  readonly grade?: Grade;
  readonly confidence: number;
  readonly at: number;
  /** Said where nobody's word is worth more than the login itself: a label, and no lesson. */
  readonly teaches?: false;
};

export type StoredScreening = Omit<ScreeningRecord, 'payload'> & { readonly outcomes: readonly StoredOutcome[] };

export type ScreeningSearch = {
  readonly accountRefs?: readonly string[];
  readonly addressRefs?: readonly string[];
  readonly device?: string;
  readonly verdict?: Verdict;
  readonly reason?: string;
  /** Inclusive, exclusive; ms since the epoch. */
  readonly from?: number;
  readonly to?: number;
  /** Only screenings older than this one. */
  readonly before?: string;
  readonly limit: number;
};

/** Of a screening what its site's people are counted by: who, with what, from where, and how it ended. */
export type Sighting = {
  /** The screening's id. */
  readonly id: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly account: string | null;
  /** References: of the address, and of its /24 or /64. */
  readonly address: string;
  readonly network: string;
  /** Known by its key or its cookie. */
  readonly device: string | null;
  readonly key: string | null;
  readonly phase: Phase;
  /** As in enforce mode. */
  readonly verdict: Verdict;
  readonly country: string | null;
  readonly asn: number | null;
  readonly flags: readonly NetworkFlag[];
};

export type SightingSearch = {
  /** Inclusive, exclusive; ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Only screenings older than this one. */
  readonly before?: string;
  readonly limit: number;
};

/** How long each kind is kept. Milliseconds. */
export type Retention = { readonly screeningLifeMs: number; readonly payloadLifeMs: number };

/** A record that is gone, and what it pointed at. */
export type ErasedRecord = Pick<ScreeningRecord, 'id' | 'reportId' | 'idempotencyKey'>;

/** What is kept and searched. Rejects with RecordsAway where the store cannot be reached. */
export type Records = {
  readonly screening: (siteId: string, id: string) => Promise<StoredScreening | null>;
  /** Newest first. */
  readonly search: (siteId: string, search: ScreeningSearch) => Promise<readonly StoredScreening[]>;
  /** Newest first, read from an index alone; without those of records that an earlier version made. */
  readonly sightings: (siteId: string, search: SightingSearch) => Promise<readonly Sighting[]>;
  /** The personal part; null once erased. */
  readonly payload: (siteId: string, id: string) => Promise<ScreeningRecord['payload'] | null>;
  /** Keeps every outcome; the same as the last one (result, source, comment, grade, whether it teaches) is kept once. null: no such screening; `full`: it has `max` of them. */
  readonly addOutcome: (
    siteId: string,
    id: string,
    outcome: StoredOutcome,
    max: number,
  ) => Promise<StoredScreening | 'full' | null>;
  /**
   * Deletes records of an account with all that belongs to them, at most `limit` a call, and says which: none, when none is left. Of a
   * record that is kept in two versions, because it was restored, each is told, by a call of its own.
   */
  readonly erase: (siteId: string, accountRefs: readonly string[], limit: number) => Promise<readonly ErasedRecord[]>;
  /** Deletes what is older than its kind is kept, and makes room for what comes; how many rows or partitions went. */
  readonly retire: (now: number, retention: Retention) => Promise<number>;
  /** Throws where the store cannot be written. */
  readonly check: () => Promise<void>;
};
