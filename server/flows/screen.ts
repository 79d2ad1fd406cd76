import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from '../../shared/wire/programs.ts';
import type { ScreeningAnswer, ScreeningRequest } from '../../shared/wire/screening.ts';
import type { DecideOptions } from '../core/decide.ts';
import type { Domain } from '../core/domains/domain.ts';
import { writeHabit } from '../core/habit/history.ts';
import type { ListIndex } from '../core/lists/list-index.ts';
import type { Policy } from '../core/policy.ts';
import { inShare } from '../core/share.ts';
import { readTokenUse, type TokenUse, type TokenUseKind } from '../core/token-use.ts';
import { ProblemError, RecordsAway, StateAway } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Calibrations } from '../ports/calibrations.ts';
import type { Habits } from '../ports/habit-counts.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import type { KeptAnswer } from '../ports/spool.ts';
import type { Commit, Loaded } from '../ports/state.ts';
import type { AddressWatch } from './address-watch.ts';
import { noteOwnersVisit } from './calibrating.ts';
import { decideBy } from './decide-by.ts';
import { type JudgedAction, judgeAction } from './judge-action.ts';
import { lockNow } from './lockout.ts';
import { type Known, reportAddressOf } from './screening-facts.ts';
import { type Asked, loadQueryOf, readAsked, tokenAskOf, underKnownKeys } from './screening-question.ts';
import { answerOf, recordOf } from './screening-record.ts';
import type { SiteVelocity } from './site-velocity.ts';
import { type SiteLesson, teachSite } from './teach-site.ts';

export type ScreenOptions = {
  readonly policy: Policy;
  readonly domain: Domain;
  readonly calibrations: Calibrations;
  /** Those that the site registered. */
  readonly programs: readonly Program[];
  readonly habits: Habits;
  /** Those of the site. */
  readonly lists: ListIndex;
  readonly addressWatch: AddressWatch;
  readonly siteVelocity: SiteVelocity;
  /** Where the sites' customers live, ISO 3166-1 alpha-2; empty: not said. */
  readonly homeCountries: readonly string[];
  readonly timed: NonNullable<DecideOptions['timed']>;
  /** Beside those of the networks. */
  readonly dataVersions: Readonly<Record<string, string>>;
  /** `digest` of the body: the same key with another body is refused. */
  readonly idempotency: { readonly key: string; readonly digest: string } | null;
  /** Milliseconds until the failure policy answers where the state did not. */
  readonly deadlineMs: number;
};

type Run = {
  readonly ports: Ports;
  readonly options: ScreenOptions;
  readonly started: number;
  /** In the attentive clock. */
  readonly attentiveSince: number;
};

/**
 * Judges one action of one account. Resolves when the answer is stored: in the state, or, where that is away, on this machine's own
 * disk. Throws a ProblemError for a misused Idempotency-Key, and where the answer can be stored nowhere.
 */
export async function screen(
  ports: Ports,
  site: Site,
  request: ScreeningRequest,
  options: ScreenOptions,
): Promise<ScreeningAnswer> {
  const { clock } = ports;
  const run: Run = { ports, options, started: clock.monotonic(), attentiveSince: clock.attentive() };
  const { idempotency } = options;
  const key = idempotency === null ? null : { ...idempotency, lifeMs: LIMITS.idempotencyLifeMs };
  const asked = readAsked(ports, site, request, { key, programs: options.programs });
  const waiting = asked.idempotency && ports.spool.find(site.id, asked.idempotency.key);
  if (waiting !== null) return replayOf(asked, waiting);
  try {
    return await screenByState(run, asked);
  } catch (error) {
    if (!(error instanceof StateAway || error instanceof RecordsAway)) throw error;
    return screenWithoutState(run, asked);
  }
}

async function screenByState(run: Run, read: Asked): Promise<ScreeningAnswer> {
  const { ports, options } = run;
  const { timed } = options;
  const query = loadQueryOf(read);
  /** Screenings that were cut off half-way, before they were answered: as if they had not been. */
  const cutOff = new Set<string>();
  for (let tries = 0; tries < LIMITS.commitTriesMax; tries++) {
    const loaded = await timed('load', () => ports.state.load(query, leftMs(run)));
    const asked = underKnownKeys(read, query, loaded);
    const repeated = repeatOf(asked, loaded, cutOff);
    if (repeated !== null) {
      const answer = await replay(run, asked, { query, loaded }, repeated);
      if (answer !== null) return answer;
      if (tries < LIMITS.recordComesTries) await pause(LIMITS.recordComesMs);
      else cutOff.add(repeated);
      continue;
    }
    const known = { query, loaded };
    const { commit, lesson } = judgeOnce(run, asked, known, cutOff);
    const done = await timed('commit', () => ports.state.commit(commit, leftMs(run)));
    if (done === 'done') {
      noteOwnersVisit(options.calibrations, options.domain.detectors, commit.record);
      teachSite(options, ports.keys, asked, known, lesson);
      return commit.record.answer;
    }
  }
  throw new ProblemError('busy');
}

/**
 * What the state may still take of the deadline: some of it is kept for the spool. Time in which a flood, or the machine, held this
 * process up is not the state's, up to a bound: otherwise whoever floods the gate has the failure policy decide.
 */
function leftMs({ ports, options, started, attentiveSince }: Run): number {
  const { clock } = ports;
  const passed = Math.max(clock.attentive() - attentiveSince, clock.monotonic() - started - LIMITS.heldUpMsMax);
  const left = options.deadlineMs - LIMITS.spoolReserveMs - passed;
  if (left <= 0) throw new StateAway('timed-out');
  return left;
}

/** The screening that this one only repeats, or null. */
function repeatOf(asked: Asked, { idempotent, report, uses }: Loaded, cutOff: ReadonlySet<string>): string | null {
  if (asked.idempotency !== null && idempotent !== null && !cutOff.has(idempotent.screeningId)) {
    if (idempotent.digest !== asked.idempotency.digest) throw new ProblemError('idempotency-key-reused');
    return idempotent.screeningId;
  }
  if (report === null) return null;
  const use = readTokenUse(standing(uses, cutOff), tokenAskOf(asked));
  return use.kind === 'repeat' ? use.of : null;
}

const standing = (uses: readonly TokenUse[], cutOff: ReadonlySet<string>): readonly TokenUse[] =>
  cutOff.size === 0 ? uses : uses.filter(it => !cutOff.has(it.screeningId));

/** The stored answer; null where there is none, or none yet. */
async function replay(run: Run, asked: Asked, known: Known, id: string): Promise<ScreeningAnswer | null> {
  const { ports } = run;
  const stored = await inTime(ports.records.screening(asked.site.id, id), leftMs(run));
  if (stored === null) return null;
  const { site, refs, now, idempotency } = asked;
  const [ref] = refs;
  const attempt = { kind: 'count', name: 'attempts', by: 1 } as const;
  const changes = ref === undefined ? [] : [{ subject: { type: 'account', key: ref } as const, changes: [attempt] }];
  const key = idempotency === null ? null : { ...idempotency, screeningId: id };
  try {
    await ports.state.change({ siteId: site.id, now, changes, idempotency: key }, leftMs(run));
  } catch (error) {
    // Its answer is stored and known; that a repeat goes uncounted while the state is away refuses nobody.
    if (!(error instanceof StateAway)) throw error;
  }
  return { ...stored.answer, lock: lockNow(asked, known, stored.answer.lock), replayed: true };
}

async function inTime<T>(asked: Promise<T>, ms: number): Promise<T> {
  const late = new AbortController();
  try {
    const timeout = pause(ms, null, { signal: late.signal }).then(() => Promise.reject(new RecordsAway()));
    return await Promise.race([asked, timeout]);
  } finally {
    late.abort();
    asked.catch(() => {});
  }
}

type JudgedOnce = { readonly commit: Commit; readonly lesson: SiteLesson };

function judgeOnce(run: Run, asked: Asked, known: Known, cutOff: ReadonlySet<string>): JudgedOnce {
  const { report, uses, idempotent } = known.loaded;
  const use = report === null ? null : readTokenUse(standing(uses, cutOff), tokenAskOf(asked));
  const kind: TokenUseKind | null = use === null || use.kind === 'repeat' ? null : use.kind;
  const { decision, answer, changes, habit, lesson } = judged(run, asked, known, kind);
  const { ports } = run;
  const commit: Commit = {
    record: {
      ...recordOf(ports, asked, report, decision, answer, versionsOf(run)),
      habit: habit && writeHabit(habit),
    },
    token:
      // An abused token is spent: what comes on it later is judged, not remembered, and conflicts with nothing. A failure again is no use
      // more: two minutes after the one that is remembered it is one.
      report === null || kind === null || kind === 'abused' || kind === 'again'
        ? null
        : { reportId: report.id, seenUses: uses.length, use: { ...tokenAskOf(asked), screeningId: asked.id } },
    changes,
    idempotency:
      asked.idempotency === null ? null : { ...asked.idempotency, replaces: idempotent?.screeningId ?? null },
  };
  return { commit, lesson };
}

const versionsOf = ({ ports, options }: Run): Readonly<Record<string, string>> => ({
  ...ports.networks.dataVersions(),
  ...options.dataVersions,
});

type Judgement = JudgedAction & { readonly answer: ScreeningAnswer };

function judged(
  { ports, options, started }: Run,
  asked: Asked,
  known: Known | null,
  use: TokenUseKind | null,
): Judgement {
  const { site, refs } = asked;
  const { policy, habits, lists, homeCountries } = options;
  const addressIsProxy = options.addressWatch.see(asked, known);
  const pulse = options.siteVelocity.see(asked);
  const enforced = site.mode === 'enforce' && inShare(refs[0] ?? asked.addressRef, site.enforceShare);
  const it = judgeAction(asked, known, use, {
    decideBy: decideBy(options, asked, known !== null, enforced),
    habits,
    lists,
    keys: ports.keys,
    homeCountries,
    addressIsProxy,
    pulse,
    reportAddress: reportAddressOf(ports.networks, known),
    enforced,
  });
  const { lock, device, program } = it;
  const context = {
    enforced,
    lock,
    policyRevision: policy.revision,
    tookMs: ports.clock.monotonic() - started,
    degraded: known === null,
    device,
    program,
  };
  return { ...it, answer: answerOf(asked, it.decision, context) };
}

/**
 * The failure policy's answer, from what the question itself shows. Under the id that the state was given: should a commit be carried
 * out after all, what was answered takes its place when the spool is handed over.
 */
async function screenWithoutState(run: Run, asked: Asked): Promise<ScreeningAnswer> {
  const { ports } = run;
  const { decision, answer, changes } = judged(run, asked, null, null);
  // What was judged without the history teaches it nothing.
  const record = { ...recordOf(ports, asked, null, decision, answer, versionsOf(run)), habit: null };
  let before: KeptAnswer | null;
  try {
    before = await ports.spool.keep({ record, changes, idempotency: asked.idempotency });
  } catch (error) {
    throw new ProblemError('state-away', [], { cause: error });
  }
  return before === null ? answer : replayOf(asked, before);
}

/** What waits under the same Idempotency-Key; that it was repeated is not counted. */
function replayOf({ idempotency }: Asked, kept: KeptAnswer): ScreeningAnswer {
  if (kept.digest !== idempotency?.digest) throw new ProblemError('idempotency-key-reused');
  return { ...kept.answer, replayed: true };
}
