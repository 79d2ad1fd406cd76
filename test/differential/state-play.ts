import { SUBJECT_TYPES, type SubjectChange, type SubjectId } from '../../server/core/subjects/subject.ts';
import type { TokenUse } from '../../server/core/token-use.ts';
import type {
  Aside,
  Commit,
  Erasure,
  KeptKey,
  LoadQuery,
  Spooled,
  State,
  StoredReport,
} from '../../server/ports/state.ts';
import { sampleRecord, sampleReport } from '../contract/sample-record.ts';
import { type Lots, lotsOf, type Step } from './lots.ts';
import type { ModelState } from './model-state.ts';
import { HOT, ODD_WORDS, PLAYED_SUBJECTS, randomChanges } from './subject-play.ts';

export type Operation =
  | { readonly call: 'saveReport'; readonly report: StoredReport; readonly nonce: Nonce }
  | { readonly call: 'load'; readonly query: LoadQuery }
  | { readonly call: 'commit'; readonly commit: Commit }
  | { readonly call: 'change'; readonly aside: Aside }
  | { readonly call: 'restore'; readonly spooled: Spooled }
  | { readonly call: 'erase'; readonly erasure: Erasure }
  | { readonly call: 'sweep'; readonly now: number };

type Nonce = { readonly id: string; readonly expiresAt: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Later than any clock that runs this: a store that ends things at a given time by its own clock has not come to it. */
const START = 4_102_444_800_000;
/** The end of a life is each store's own affair: nothing is asked for that is so near to it. */
const MARGIN_MS = 3 * DAY;
const WITHIN_MS = 5000;

const SITES = ['site-1', 'site-2'] as const;
const KEYS_A_PERIOD = 20;
const KEY_PERIOD_MS = 5 * DAY;

/** Kinds of steps in the clock, and how often each comes. */
const CLOCK_STEPS: readonly Step[] = [
  [0.3, 0, 1],
  [0.3, 1, 5000],
  [0.25, 1, 10 * MINUTE],
  [0.05, 1, 3 * HOUR],
  [0.01, 1, DAY],
  [0.0005, DAY, 40 * DAY],
  [0.05, -2 * MINUTE, 0],
  [0.002, -2 * DAY, 0],
];

/**
 * Seeded random calls of the state port, endless. They look at the model for what makes them right or stale; whoever plays them
 * hands each to the model and to the stores before asking for the next.
 */
export class StatePlay {
  readonly #lots: Lots;
  readonly #model: ModelState;
  readonly #reportLifeMs: number;
  #now: number;
  #reports: StoredReport[] = [];
  #nonces: Nonce[] = [];
  /** Records of the last commits, of which some were refused. */
  #tried: Commit['record'][] = [];

  /** @param reportLifeMs how long the stores that are played on keep a report. */
  constructor(seed: number, model: ModelState, reportLifeMs: number) {
    this.#lots = lotsOf(seed);
    this.#model = model;
    this.#reportLifeMs = reportLifeMs;
    this.#now = START + this.#lots.below(400 * DAY);
  }

  get now(): number {
    return this.#now;
  }

  next(): Operation {
    this.#moveClock();
    const outlived = this.#outlived();
    if (outlived !== null) return { call: 'erase', erasure: outlived };
    const lot = this.#lots.unit();
    if (lot < 0.12) return this.#saveReport();
    if (lot < 0.42) return { call: 'load', query: this.#load() };
    if (lot < 0.8) return { call: 'commit', commit: this.#commit() };
    if (lot < 0.91) return { call: 'change', aside: this.#aside() };
    if (lot < 0.95) return { call: 'restore', spooled: this.#spooled() };
    if (lot < 0.98) return { call: 'erase', erasure: this.#erasure() };
    return { call: 'sweep', now: this.#now };
  }

  /** Every subject that there is, read at a moment. */
  readAll(now: number): Operation[] {
    const subjects = this.#alive(now);
    return SITES.map(siteId => ({
      call: 'load',
      query: { siteId, now, reportId: null, idempotencyKey: null, subjects },
    }));
  }

  #moveClock(): void {
    this.#now += this.#lots.step(CLOCK_STEPS);
  }

  #site = (): string => this.#lots.pick(SITES);

  #alive = (now: number): SubjectId[] =>
    PLAYED_SUBJECTS.filter(it => SITES.every(site => this.#model.isAlive(site, it, now, MARGIN_MS)));

  /** Subjects that a store may have let go soon are erased, so that all agree. */
  #outlived(): Erasure | null {
    for (const siteId of SITES) {
      const old = PLAYED_SUBJECTS.filter(it => !this.#model.isAlive(siteId, it, this.#now, 2 * MARGIN_MS));
      if (old.length > 0) return { siteId, subjects: old, reportIds: [], idempotencyKeys: [] };
    }
    return null;
  }

  #saveReport(): Operation {
    const lots = this.#lots;
    const spent = this.#nonces.filter(it => it.expiresAt > this.#now + DAY);
    const again = spent.length > 0 && lots.often(0.2);
    const nonce = again ? lots.pick(spent) : { id: lots.hex(32), expiresAt: this.#now + 30 * DAY };
    const report = sampleReport({
      id: `rep_${lots.hex(24)}`,
      siteId: this.#site(),
      createdAt: this.#now,
      origin: lots.often(0.2) ? null : 'https://bank.example',
      session: lots.often(0.5) ? null : `s-${lots.pick(ODD_WORDS)}`,
      userAgent: `Mozilla/5.0 ${'x'.repeat(lots.below(600))}`,
      carrier: { id: lots.hex(24), returning: lots.often(0.5) },
      signals: { webdriver: lots.often(0.5), userAgent: `端末 "${lots.hex(8)}" \u0000 ${lots.pick(ODD_WORDS)}` },
    });
    if (!again) {
      this.#nonces = [...this.#nonces, nonce].slice(-50);
      this.#reports = [...this.#reports, report].slice(-40);
    }
    return { call: 'saveReport', report, nonce };
  }

  /** A report that every store still has; sometimes one that was never there. */
  #report(): { readonly id: string; readonly siteId: string } {
    const young = this.#reports.filter(it => Math.abs(this.#now - it.createdAt) < this.#reportLifeMs / 2);
    if (young.length === 0 || this.#lots.often(0.05)) return { id: `rep_${this.#lots.hex(24)}`, siteId: this.#site() };
    return this.#lots.pick(young);
  }

  /** One that every store still has, or never had: what comes back is much younger than what `#keep` lets expire. */
  #key = (): string => `key_${Math.floor(this.#now / KEY_PERIOD_MS)}_${this.#lots.below(KEYS_A_PERIOD)}`;

  #keep = (): KeptKey => ({ key: this.#key(), digest: this.#lots.hex(16), expiresAt: this.#now + 10 * DAY });

  #load(): LoadQuery {
    const lots = this.#lots;
    const report = lots.often(0.4) ? null : this.#report();
    const siteId = report === null || lots.often(0.1) ? this.#site() : report.siteId;
    const now = this.#now + (lots.often(0.8) ? 0 : lots.between(-HOUR, 3 * HOUR));
    const alive = this.#alive(now);
    const subject = () =>
      lots.often(0.1) ? { type: lots.pick(SUBJECT_TYPES), key: lots.hex(16) } : lots.pick([...alive, HOT]);
    return {
      siteId,
      now,
      reportId: report?.id ?? null,
      subjects: lots.some(8, subject),
      idempotencyKey: lots.often(0.5) ? null : this.#key(),
    };
  }

  #record(siteId: string): Commit['record'] {
    const id = `scr_${this.#now.toString(16).padStart(12, '0')}${this.#lots.hex(20)}`;
    return sampleRecord({ id, siteId, createdAt: this.#now, ...this.#accountRef() });
  }

  #accountRef = () => ({ accountRef: this.#lots.pick([null, 'acc_1', 'acc_2']) });

  /** Often of a commit that came too late, or of what was put back before; now and then under another of the account's references. */
  #spooled(): Spooled {
    const lots = this.#lots;
    const again = this.#tried.length > 0 && lots.often(0.6);
    const record = again ? { ...lots.pick(this.#tried), ...this.#accountRef() } : this.#record(this.#site());
    this.#tried = [...this.#tried, record].slice(-20);
    return { record, changes: this.#changes(), idempotency: lots.often(0.5) ? null : this.#keep() };
  }

  #commit(): Commit {
    const lots = this.#lots;
    const report = lots.often(0.3) ? null : this.#report();
    const siteId = report === null || lots.often(0.05) ? this.#site() : report.siteId;
    const record = this.#record(siteId);
    this.#tried = [...this.#tried, record].slice(-20);
    const token = report === null ? null : { reportId: report.id, seenUses: this.#seenUses(report.id) };
    return {
      record,
      token: token === null ? null : { ...token, use: this.#use(record.id) },
      changes: this.#changes(),
      idempotency: lots.often(0.6) ? null : this.#idempotency(siteId),
    };
  }

  #seenUses(reportId: string): number {
    const uses = this.#model.uses(reportId).length;
    return this.#lots.often(0.85) ? uses : this.#lots.pick([Math.max(0, uses - 1), uses + 1, 0]);
  }

  #use(screeningId: string): TokenUse {
    const { pick } = this.#lots;
    return {
      account: pick([null, 'acc_1', 'acc_2']),
      address: pick(ODD_WORDS),
      action: pick(['login', 'transfer']),
      phase: pick(['attempted', 'succeeded', 'failed']),
      at: this.#now,
      screeningId,
    };
  }

  /** New; known and told so, as where its record is gone; known and not told so; known, and with another screening by now. */
  #idempotency(siteId: string): Commit['idempotency'] {
    const kept = this.#keep();
    const known = this.#model.remembered(siteId, kept.key)?.screeningId ?? null;
    return { ...kept, replaces: known === null ? null : this.#lots.pick([known, known, null, 'scr_other']) };
  }

  #aside(): Aside {
    const siteId = this.#site();
    const idempotency = this.#lots.often(0.6) ? null : { ...this.#keep(), screeningId: `scr_${this.#lots.hex(32)}` };
    return { siteId, now: this.#now, changes: this.#changes(), idempotency };
  }

  #erasure(): Erasure {
    const { some, pick } = this.#lots;
    return {
      siteId: this.#site(),
      subjects: some(2, () => pick(PLAYED_SUBJECTS.filter(it => it !== HOT))),
      reportIds: some(2, () => this.#report().id),
      idempotencyKeys: some(2, this.#key),
    };
  }

  #changes = (): SubjectChange[] => randomChanges(this.#lots, this.#alive(this.#now));
}

type Playable = Pick<State, 'saveReport' | 'load' | 'commit' | 'change' | 'restore' | 'erase'> &
  Partial<Pick<State, 'sweep'>>;

/** What a store answers; how much it sweeps is its own affair. */
export async function answerOf(state: Playable, it: Operation): Promise<unknown> {
  switch (it.call) {
    case 'saveReport':
      return state.saveReport(it.report, it.nonce, WITHIN_MS);
    case 'load':
      return state.load(it.query, WITHIN_MS);
    case 'commit':
      return state.commit(it.commit, WITHIN_MS);
    case 'change':
      return state.change(it.aside, WITHIN_MS);
    case 'restore':
      return state.restore(it.spooled);
    case 'erase':
      return state.erase(it.erasure);
    case 'sweep':
      await state.sweep?.(it.now);
      return undefined;
  }
}
