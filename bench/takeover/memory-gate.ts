import { keysFromSecret } from '../../server/adapters/keys-from-secret.ts';
import { UNCALIBRATED } from '../../server/core/calibration.ts';
import { access } from '../../server/core/domains/access.ts';
import { type HabitLogin, readHabits, writeHabit } from '../../server/core/habit/history.ts';
import type { SiteHabits } from '../../server/core/habit/site-counts.ts';
import type { HabitValues } from '../../server/core/habit/values.ts';
import { ListIndex } from '../../server/core/lists/list-index.ts';
import type { Change } from '../../server/core/subjects/subject.ts';
import { countedHabits } from '../../server/flows/counted-habits.ts';
import { deviceChanges, deviceView, seenDevice } from '../../server/flows/device.ts';
import { shownHere } from '../../server/flows/habit.ts';
import { type JudgedAction, type JudgedBy, judgeAction } from '../../server/flows/judge-action.ts';
import { outcomeLesson } from '../../server/flows/learn-outcome.ts';
import { type Known, subjectOf } from '../../server/flows/screening-facts.ts';
import { type Asked, loadQueryOf } from '../../server/flows/screening-question.ts';
import { answerOf, recordOf } from '../../server/flows/screening-record.ts';
import { siteVelocity } from '../../server/flows/site-velocity.ts';
import { teachSite } from '../../server/flows/teach-site.ts';
import { readPolicy } from '../../server/read-policy.ts';
import { type Login, questionOf } from './login.ts';
import { type MemorySubjects, memorySubjects } from './memory-subjects.ts';

export const POLICY = readPolicy('access');
const DECIDE_BY: JudgedBy['decideBy'] = {
  domain: access,
  policy: POLICY,
  detectorsOff: new Set(),
  calibration: UNCALIBRATED,
  mode: 'enforce',
  failover: null,
};
/** Nothing of the simulation is a secret. */
const KEYS = keysFromSecret([Buffer.alloc(32, 7)]);
const RANDOM = { hex: (bytes: number) => '0'.repeat(2 * bytes) };
const LISTS = new ListIndex();

/** What was decided, what it was decided by, and what it would teach. */
export type Judgement = JudgedAction & {
  readonly asked: Asked;
  readonly known: Known;
  readonly values: HabitValues;
  /** Of the account, before this login; the oldest first. */
  readonly habits: readonly HabitLogin[];
  readonly site: SiteHabits;
};

export type MemoryGate = {
  /** Decides, and changes nothing. */
  readonly judge: (login: Login) => Judgement;
  /** What the screening leaves behind; of an owner who was asked, as if he had proved himself by a call. */
  readonly learn: (judged: Judgement, isOwner: boolean) => void;
  /** Lets go of counts that no window reaches any more. */
  readonly sweep: (now: number) => void;
  /** The same gate, to try what might have come to one account: what it learns of it the first never knows. */
  readonly aside: () => MemoryGate;
};

type SimulatedSite = Pick<JudgedBy, 'habits'> & {
  readonly counts: Parameters<typeof teachSite>[0];
  readonly turn: (now: number) => void;
};

/** The flow of a screening without HTTP, without a store: by the gate's own step. */
export const memoryGate = (): MemoryGate => gateOver(memorySubjects(), simulatedSite(), true);

function simulatedSite(): SimulatedSite {
  let at = 0;
  const habits = countedHabits({ now: () => at });
  const turn = (now: number): void => {
    at = now;
  };
  return { habits, counts: { habits, siteVelocity: siteVelocity(habits, KEYS) }, turn };
}

/** @param teaches its site; one login more is none to a site. */
function gateOver(state: MemorySubjects, site: SimulatedSite, teaches: boolean): MemoryGate {
  const judge = (login: Login): Judgement => {
    const { asked, report } = questionOf(login);
    site.turn(asked.now);
    const query = loadQueryOf(asked);
    const subjects = query.subjects.map(it => state.read(it, asked.now));
    const known: Known = { query, loaded: { report, uses: [], subjects, idempotent: null } };
    const judged = judgeAction(asked, known, 'first', {
      decideBy: DECIDE_BY,
      habits: site.habits,
      lists: LISTS,
      keys: KEYS,
      homeCountries: ['JP'],
      addressIsProxy: false,
      pulse: site.counts.siteVelocity.see(asked),
      reportAddress: null,
      enforced: true,
    });
    const habits = readHabits(judged.facts.remembered?.account?.lists['habits'] ?? []);
    const values = shownHere(asked, judged.facts);
    return { ...judged, asked, known, values, habits, site: site.habits.of(asked.site.id) };
  };

  const learn = (judged: Judgement, isOwner: boolean): void => {
    const { asked, known, values, changes, lesson, decision } = judged;
    state.change(changes, asked.now);
    if (teaches) teachSite(site.counts, KEYS, asked, known, lesson);
    if (!isOwner || decision.verdict !== 'REVIEW') return;
    const proved = afterStepUp(judged, state.read);
    state.change([{ subject: { type: 'account', key: asked.refs[0] ?? '' }, changes: proved }], asked.now);
    const taught = proved.some(it => it.kind === 'add' && it.list === 'habits');
    if (teaches && taught) site.counts.habits.note(asked.site.id, values);
  };

  return { judge, learn, sweep: state.sweep, aside: () => gateOver(memorySubjects(state.stored), site, false) };
}

/** A call to the owner's phone, passed: what it teaches, as flows/report-outcome has it told. */
function afterStepUp({ asked, known, decision, habit }: Judgement, read: MemorySubjects['read']): readonly Change[] {
  const account = asked.refs[0] ?? '';
  const lists = read({ type: 'account', key: account }, asked.now)?.lists ?? {};
  const after: Known = {
    query: known.query,
    loaded: {
      ...known.loaded,
      subjects: known.loaded.subjects.map((it, n) =>
        known.query.subjects[n]?.type === 'account' ? read({ type: 'account', key: account }, asked.now) : it,
      ),
    },
  };
  const seen = seenDevice(asked.now, after);
  const context = {
    enforced: true,
    policyRevision: POLICY.revision,
    tookMs: 0,
    degraded: false,
    lock: null,
    device: deviceView(seen, seen?.known ?? null, null, false),
    program: null,
  };
  const answer = answerOf(asked, decision, context);
  const record = recordOf({ keys: KEYS, random: RANDOM }, asked, known.loaded.report, decision, answer, {});
  const at = asked.now + 60_000;
  const outcome = {
    result: 'stepup-passed',
    grade: 'strong-possession',
    at,
    source: null,
    comment: null,
    confidence: 1,
  } as const;
  const stored = { ...record, habit: habit && writeHabit(habit), outcomes: [outcome] };
  const taught = outcomeLesson(stored, { lists, device: seen?.known ?? null }, at);
  if (seen === null || taught.device === null) return taught.changes;
  return [...taught.changes, ...deviceChanges(subjectOf(after, 'account')?.lists['devices'] ?? [], taught.device)];
}
