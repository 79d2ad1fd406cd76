import { keysFromSecret } from '../../server/adapters/keys-from-secret.ts';
import { UNCALIBRATED } from '../../server/core/calibration.ts';
import { type DecideOptions, type Decision, decide } from '../../server/core/decide.ts';
import { access } from '../../server/core/domains/access.ts';
import type { Facts } from '../../server/core/facts.ts';
import { habitIn } from '../../server/core/habit/habit-in.ts';
import { type HabitLogin, readHabits, writeHabit } from '../../server/core/habit/history.ts';
import { cellsOf, HABIT_CELLS, type SiteHabits, siteHabits, weightAt } from '../../server/core/habit/site-counts.ts';
import type { HabitValues } from '../../server/core/habit/values.ts';
import { UNLISTED } from '../../server/core/lists/list-index.ts';
import type { Change, SubjectChange } from '../../server/core/subjects/subject.ts';
import { deviceAfter, deviceChanges, deviceView, seenDevice } from '../../server/flows/device.ts';
import { habitAfter, habitOf, shownHere } from '../../server/flows/habit.ts';
import { outcomeLesson } from '../../server/flows/learn-outcome.ts';
import { factsOf, type Known, programFacts, subjectOf } from '../../server/flows/screening-facts.ts';
import { type Asked, loadQueryOf } from '../../server/flows/screening-question.ts';
import { answerOf, changesOf, recordOf } from '../../server/flows/screening-record.ts';
import { joined, trustAfter } from '../../server/flows/trust.ts';
import { readPolicy } from '../../server/read-policy.ts';
import { type Login, questionOf } from './login.ts';
import { type MemorySubjects, memorySubjects } from './memory-subjects.ts';

const policy = readPolicy('access');
const OPTIONS: DecideOptions = {
  domain: access,
  policy,
  detectorsOff: new Set(),
  calibration: UNCALIBRATED,
  mode: 'enforce',
  failover: null,
  lists: UNLISTED,
};

/** What was decided, what it was decided by, and what it would teach. */
export type Judgement = {
  readonly decision: Decision;
  readonly facts: Facts;
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
  /** The same gate, to try what might have come: what it learns the first never knows. */
  readonly aside: () => MemoryGate;
};

/** The flow of a screening without HTTP, without a store: facts → decide → changes, by the gate's own parts. */
export const memoryGate = (): MemoryGate => gateOver(memorySubjects(), new Float64Array(HABIT_CELLS));

function gateOver(state: MemorySubjects, cells: Float64Array): MemoryGate {
  const teachSite = (values: HabitValues, now: number): void => {
    for (const cell of cellsOf(values)) cells[cell] = (cells[cell] ?? 0) + weightAt(now);
  };

  const judge = (login: Login): Judgement => {
    const { asked, report } = questionOf(login);
    const query = loadQueryOf(asked);
    const subjects = query.subjects.map(it => state.read(it, asked.now));
    const known: Known = { query, loaded: { report, uses: [], subjects, idempotent: null } };
    const found = seenDevice(asked.now, known);
    const program = programFacts(asked, known);
    const beside = {
      device: found,
      likeness: null,
      program,
      addressIsProxy: false,
      homeCountries: ['JP'],
      pulse: null,
    };
    const told = factsOf(asked, known, 'first', beside);
    const values = shownHere(asked, told);
    const site = siteHabits(cells, asked.now);
    const facts: Facts = { ...told, habit: habitIn(told, values, site, policy) };
    const decision = decide(facts, OPTIONS);
    const habits = readHabits(facts.remembered?.account?.lists['habits'] ?? []);
    return { decision, facts, asked, known, values, habits, site };
  };

  const learn = (judged: Judgement, isOwner: boolean): void => {
    const { asked, values } = judged;
    const { changes, lesson, taught } = lessonsOf(judged);
    state.change(changes, asked.now);
    if (taught) teachSite(values, asked.now);
    if (isOwner && judged.decision.verdict === 'REVIEW') {
      const proved = afterStepUp(judged, lesson, asked.refs[0] ?? '', state.read);
      state.change([{ subject: { type: 'account', key: asked.refs[0] ?? '' }, changes: proved }], asked.now);
      if (proved.some(it => it.kind === 'add' && it.list === 'habits')) teachSite(values, asked.now);
    }
  };

  return { judge, learn, sweep: state.sweep, aside: () => gateOver(memorySubjects(state.stored), cells.slice()) };
}

type Lessons = {
  readonly changes: readonly SubjectChange[];
  readonly lesson: HabitLogin | null;
  readonly taught: boolean;
};

function lessonsOf({ asked, known, facts, decision, values }: Judgement): Lessons {
  const found = seenDevice(asked.now, known);
  const seen = found === null ? null : joined(asked, known, found, decision);
  const after = seen === null ? null : deviceAfter(asked, seen, null, decision);
  const trust = trustAfter(asked, known, seen === null ? null : { seen, after }, decision, true);
  const lesson = habitOf(asked, values, trust.vouched);
  const habits = habitAfter(known, lesson, decision);
  const learned: Change[] = [
    ...(seen === null || after === null ? [] : deviceChanges(seen.listed, after, seen.members)),
    ...trust.changes,
    ...habits,
  ];
  const use = facts.token.state === 'genuine' ? 'first' : null;
  return { changes: changesOf(asked, decision, use, known, learned), lesson, taught: habits.length > 0 };
}

/** Nothing of the simulation is a secret. */
const KEYS = keysFromSecret([Buffer.alloc(32, 7)]);
const RANDOM = { hex: (bytes: number) => '0'.repeat(2 * bytes) };

/** A call to the owner's phone, passed: what it teaches, as flows/report-outcome has it told. */
function afterStepUp(
  { asked, known, decision }: Judgement,
  lesson: HabitLogin | null,
  account: string,
  read: MemorySubjects['read'],
): readonly Change[] {
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
    policyRevision: policy.revision,
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
  const stored = { ...record, habit: lesson && writeHabit(lesson), outcomes: [outcome] };
  const taught = outcomeLesson(stored, { lists, device: seen?.known ?? null }, at);
  if (seen === null || taught.device === null) return taught.changes;
  return [...taught.changes, ...deviceChanges(subjectOf(after, 'account')?.lists['devices'] ?? [], taught.device)];
}
