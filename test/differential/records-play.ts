import type {
  Records,
  Retention,
  ScreeningRecord,
  ScreeningSearch,
  SightingSearch,
  StoredOutcome,
} from '../../server/ports/records.ts';
import { GRADES, OUTCOME_RESULTS, PHASES, VERDICTS } from '../../shared/wire/judgement.ts';
import { fromDevice, sampleRecord } from '../contract/sample-record.ts';
import { type Lots, lotsOf, type Step } from './lots.ts';
import { ODD_WORDS } from './subject-play.ts';

type Call = keyof Records | 'store';
type One = { readonly siteId: string; readonly id: string };
/** What each operation of the port is asked with: one that has no line here does not compile. */
type Questions = {
  readonly store: { readonly records: readonly ScreeningRecord[]; readonly replace: boolean };
  readonly screening: One;
  readonly payload: One;
  readonly search: { readonly siteId: string; readonly search: ScreeningSearch };
  readonly sightings: { readonly siteId: string; readonly search: SightingSearch };
  readonly addOutcome: One & { readonly outcome: StoredOutcome };
  readonly erase: { readonly siteId: string; readonly accountRefs: readonly string[]; readonly limit: number };
  readonly retire: { readonly now: number };
  readonly check: object;
};
type Operation<C extends Call> = { readonly call: C } & Questions[C];
export type RecordsOperation = { [C in Call]: Operation<C> }[Call];

/** How often each comes; the first has what the others leave. */
const SHARES: Readonly<Record<Exclude<Call, 'store'>, number>> = {
  screening: 0.17,
  payload: 0.05,
  search: 0.18,
  sightings: 0.06,
  addOutcome: 0.21,
  erase: 0.015,
  retire: 0.005,
  check: 0.01,
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const START = 1_800_000_000_000;
export const OUTCOMES_MAX = 4;
export const RETENTION: Retention = { screeningLifeMs: 120 * DAY, payloadLifeMs: 50 * DAY };
const RETIRE_EVERY_MS = 5 * DAY;
/** A store may let whole months go at once. */
const LONGEST_MONTH_MS = 31 * DAY;

export const PLAYED_SITES = ['site-1', 'site-2'] as const;
const CODES = ['webdriver', 'no-token', 'address-many-accounts', 'first-access', 'login-campaign'];
const CAMPAIGNS = ['cmp_1', 'cmp_2'];
const ACCOUNTS = [null, ...Array.from({ length: 12 }, (_, n) => `k1.account_${n}`)];
const ADDRESSES = Array.from({ length: 8 }, (_, n) => `k1.address-${n}`);
const DEVICES = Array.from({ length: 6 }, (_, n) => `dev_${n}`);
const FLAGS = ['hosting', 'vpn', 'torExit', 'privateRelay', 'addressIsProxy', 'addressPrivate'];

/** Kinds of steps in the clock, and how often each comes. */
const CLOCK_STEPS: readonly Step[] = [
  [0.3, 0, 2],
  [0.3, 1, 10 * MINUTE],
  [0.2, 1, 3 * HOUR],
  [0.05, 1, DAY],
];

/** Seeded random calls of the records port, endless; `retire` comes every few days of theirs. */
export class RecordsPlay {
  readonly #lots: Lots;
  #now: number;
  #retiredAt = Number.NEGATIVE_INFINITY;
  /** What may be asked for, the oldest first. */
  #records: ScreeningRecord[] = [];
  readonly #stored: ScreeningRecord[] = [];

  constructor(seed: number) {
    this.#lots = lotsOf(seed);
    this.#now = START + this.#lots.below(400 * DAY);
  }

  get now(): number {
    return this.#now;
  }

  next(): RecordsOperation {
    this.#moveClock();
    if (this.#now - this.#retiredAt > RETIRE_EVERY_MS) return this.#made.retire();
    let lot = this.#lots.unit();
    for (const call of Object.keys(SHARES) as (keyof typeof SHARES)[]) {
      if (lot < SHARES[call]) return this.#made[call]();
      lot -= SHARES[call];
    }
    return this.#made.store();
  }

  readonly #made: { readonly [C in Call]: () => Operation<C> } = {
    store: () => ({ call: 'store', ...this.#store() }),
    screening: () => ({ call: 'screening', ...this.#one() }),
    payload: () => ({ call: 'payload', ...this.#one(this.#payloadsFrom) }),
    search: () => ({ call: 'search', siteId: this.#site(), search: this.#search() }),
    sightings: () => ({ call: 'sightings', siteId: this.#site(), search: this.#period() }),
    addOutcome: () => ({ call: 'addOutcome', ...this.#one(), outcome: this.#outcome() }),
    erase: () => {
      const limit = 1 + this.#lots.below(30);
      return { call: 'erase', siteId: this.#site(), accountRefs: this.#accounts(), limit };
    },
    retire: () => {
      this.#retiredAt = this.#now;
      this.#records = this.#records.filter(it => it.createdAt >= this.recordsFrom);
      return { call: 'retire', now: this.#now };
    },
    check: () => ({ call: 'check' }),
  };

  /** What is older may be gone, or not yet: stores let go in pieces of their own, records up to a month late. */
  get recordsFrom(): number {
    return this.#retiredAt - RETENTION.screeningLifeMs;
  }
  /** Payloads up to a week early. */
  get #payloadsFrom(): number {
    return this.#retiredAt - RETENTION.payloadLifeMs + WEEK;
  }
  /** Of what was stored, what is gone from every store by now. */
  readonly gone = {
    records: (): ScreeningRecord[] => this.#stored.filter(it => it.createdAt < this.recordsFrom - LONGEST_MONTH_MS),
    payloads: (): ScreeningRecord[] =>
      this.#stored.filter(it => it.createdAt < this.#retiredAt - RETENTION.payloadLifeMs),
  };

  #moveClock(): void {
    this.#now += this.#lots.step(CLOCK_STEPS);
  }

  #site = (): string => this.#lots.pick(PLAYED_SITES);
  #accounts = (): string[] => [...new Set([this.#lots.pick(ACCOUNTS) ?? 'none', this.#lots.pick(ACCOUNTS) ?? 'none'])];
  #newId = (): string => `scr_${this.#now.toString(16).padStart(12, '0')}${this.#lots.hex(20)}`;

  #store(): Questions['store'] {
    const young = this.#records.slice(-20);
    if (young.length > 0 && this.#lots.often(0.05)) {
      const was = this.#lots.pick(young);
      // The same question, answered otherwise.
      const { id, siteId, createdAt, accountRef, reportId, idempotencyKey } = was;
      const record = this.#record({ id, siteId, createdAt, accountRef, reportId, idempotencyKey });
      this.#records = this.#records.map(it => (it === was ? record : it));
      return { records: [record], replace: true };
    }
    const records = Array.from({ length: 1 + this.#lots.below(4) }, () => this.#record());
    this.#records.push(...records);
    this.#stored.push(...records);
    return { records, replace: false };
  }

  #record(of: Partial<ScreeningRecord> = {}): ScreeningRecord {
    const lots = this.#lots;
    const id = of.id ?? this.#newId();
    const base = sampleRecord({
      id,
      siteId: this.#site(),
      createdAt: this.#now,
      accountRef: lots.pick(ACCOUNTS),
      addressRef: lots.pick(ADDRESSES),
      networkRef: `k1.network-${lots.below(3)}`,
      keyId: lots.often(0.5) ? null : `key-${lots.pick(ODD_WORDS)}`,
      phase: lots.pick(PHASES),
      wouldBe: lots.pick(VERDICTS),
      features: this.#features(),
      reportId: lots.often(0.3) ? null : `rep_${lots.hex(16)}`,
      idempotencyKey: lots.often(0.6) ? null : `key_${lots.hex(16)}`,
      dataVersions: { geo: `版 ${lots.pick(ODD_WORDS)} \u0000 \ud800` },
      payloadDigest: lots.hex(64),
      payload: { salt: lots.hex(16), sealed: Uint8Array.from({ length: lots.below(40) }, () => lots.below(256)) },
      ...of,
    });
    const { answer } = sampleRecord({ id }, [...new Set(lots.some(3, () => lots.pick(CODES)))]);
    const reasons = answer.reasons.map(it => ({
      ...it,
      facts: it.code === 'login-campaign' && lots.often(0.8) ? { campaign: lots.pick(CAMPAIGNS) } : {},
      ...(lots.often(0.2) ? { audience: 'customer' as const } : {}),
    }));
    const record = { ...base, answer: { ...answer, reasons, verdict: lots.pick(VERDICTS) } };
    if (lots.often(0.3)) return record;
    return fromDevice(record, lots.pick(DEVICES), lots.pick(['key', 'cookie', 'linked']));
  }

  #features(): ScreeningRecord['features'] {
    const lots = this.#lots;
    const unknown = { unknown: 'not-known' };
    const flags = FLAGS.map(it => [it, lots.pick([true, false, false, unknown])]);
    const country = lots.pick(['JP', 'US', unknown]);
    return { country, asn: lots.pick([64_500, 0, unknown]), ...Object.fromEntries(flags) };
  }

  /** Mostly one that is there, asked by its own site. */
  #one(from = Number.NEGATIVE_INFINITY): { siteId: string; id: string } {
    const lots = this.#lots;
    const there = this.#records.filter(it => it.createdAt >= from);
    if (there.length === 0 || lots.often(0.05)) return { siteId: this.#site(), id: this.#newId() };
    // The young are asked for more often than the old.
    const { siteId, id } = lots.often(0.5) ? lots.pick(there.slice(-10)) : lots.pick(there);
    return { siteId: lots.often(0.05) ? this.#site() : siteId, id };
  }

  #search(): ScreeningSearch {
    const lots = this.#lots;
    const filter = <T extends object>(chance: number, one: () => T): T | object => (lots.often(chance) ? one() : {});
    const { from, to, before, limit } = this.#period();
    return {
      limit,
      from,
      ...filter(0.3, () => ({ to })),
      ...filter(0.3, () => ({ accountRefs: this.#accounts() })),
      ...filter(0.3, () => ({ addressRefs: [...new Set([lots.pick(ADDRESSES), lots.pick(ADDRESSES)])] })),
      ...filter(0.15, () => ({ device: lots.pick([...DEVICES, 'never-seen']) })),
      ...filter(0.3, () => ({ verdict: lots.pick(VERDICTS) })),
      ...filter(0.3, () => ({ reason: lots.pick([...CODES, ...CAMPAIGNS, 'never-said']) })),
      ...(before === undefined ? {} : { before }),
    };
  }

  #period(): SightingSearch {
    const lots = this.#lots;
    const aTime = () =>
      this.#records.length > 0 ? lots.pick(this.#records).createdAt + lots.between(-1, 2) : this.#now;
    // What is older may be there or not.
    const oldest = Math.max(this.recordsFrom, 0);
    return {
      limit: lots.pick([1, 2, 5, 20, 50, 100]),
      from: lots.often(0.7) ? oldest : Math.max(oldest, aTime()),
      to: lots.often(0.5) ? this.#now + 1 : aTime(),
      ...(lots.often(0.4) ? { before: this.#one().id } : {}),
    };
  }

  #outcome(): StoredOutcome {
    const lots = this.#lots;
    const comment = lots.pick([null, null, `${lots.pick(ODD_WORDS)} \u0000 \udfff`]);
    const source = lots.pick([null, 'desk', 'コール']);
    const result = lots.pick(OUTCOME_RESULTS.slice(0, 4));
    const grade = lots.pick([undefined, undefined, ...GRADES]);
    return {
      result,
      source,
      comment,
      ...(grade === undefined ? {} : { grade }),
      confidence: lots.pick([0.3, 0.95, 1]),
      at: this.#now,
      ...(lots.often(0.2) ? { teaches: false } : {}),
    };
  }
}
