import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { type DecideOptions, type Decision, decide } from '../core/decide.ts';
import type { Facts } from '../core/facts.ts';
import { habitIn } from '../core/habit/habit-in.ts';
import type { HabitLogin } from '../core/habit/history.ts';
import { rhythmHere, rhythmRisk } from '../core/habit/rhythm-history.ts';
import type { ListIndex } from '../core/lists/list-index.ts';
import type { AddressFacts } from '../core/networks/address-facts.ts';
import type { SubjectChange } from '../core/subjects/subject.ts';
import type { TokenUseKind } from '../core/token-use.ts';
import type { Habits } from '../ports/habit-counts.ts';
import type { Keys } from '../ports/keys.ts';
import { deviceAfter, deviceChanges, deviceView, linkedDevice, type SeenDevice, seenDevice } from './device.ts';
import { habitAfter, habitOf, rhythmAfter, shownHere } from './habit.ts';
import { journalOf } from './journal.ts';
import { listedIn } from './listed-in.ts';
import { heedLock, lockoutAfter } from './lockout.ts';
import { factsOf, type Known, programFacts, programName } from './screening-facts.ts';
import { type Asked, recallIdOf } from './screening-question.ts';
import { changesOf, programChanges } from './screening-record.ts';
import type { SiteLesson } from './teach-site.ts';
import { joined, trustAfter } from './trust.ts';

/** What an action is judged by, beside what it shows and what is remembered. */
export type JudgedBy = {
  readonly decideBy: Omit<DecideOptions, 'lists'>;
  readonly habits: Pick<Habits, 'of' | 'sums'>;
  /** Those of the site. */
  readonly lists: ListIndex;
  readonly keys: Keys;
  /** Where the sites' customers live, ISO 3166-1 alpha-2; empty: not said. */
  readonly homeCountries: readonly string[];
  readonly addressIsProxy: boolean;
  readonly pulse: Facts['pulse'];
  /** What the networks say of where the report came from. */
  readonly reportAddress: AddressFacts | null;
  readonly enforced: boolean;
};

export type JudgedAction = {
  readonly facts: Facts;
  readonly decision: Decision;
  readonly lock: ScreeningAnswer['lock'];
  readonly device: ScreeningAnswer['device'];
  /** The registered program that was verified; null: none. */
  readonly program: string | null;
  /** All that it teaches, and counts. */
  readonly changes: readonly SubjectChange[];
  /** What it shows of the account's habits; null: nothing. */
  readonly habit: HabitLogin | null;
  readonly lesson: SiteLesson;
};

/** One action, from what was asked and loaded to what is decided, and what that leaves behind. Changes nothing. */
export function judgeAction(
  asked: Asked,
  known: Known | null,
  use: TokenUseKind | null,
  { decideBy, habits, lists, keys, homeCountries, addressIsProxy, pulse, reportAddress, enforced }: JudgedBy,
): JudgedAction {
  const { policy, timed = (_, run) => run() } = decideBy;
  const program = programFacts(asked, known);
  // A registered program's browser is its own: it is no device of the account's.
  const browser = program.verified === null ? known : null;
  const found = seenDevice(asked.now, browser);
  const linked = linkedDevice(asked.now, browser, found);
  const likeness = linked && { resembles: linked.resembles, isCounted: recallIdOf(asked) !== null };
  const observed = { device: found, likeness, program, addressIsProxy, homeCountries, pulse, reportAddress };
  const beside = factsOf(asked, known, use, observed);
  const shown = shownHere(asked, beside);
  const typed = rhythmHere(beside);
  const rhythm = rhythmRisk(beside.remembered?.account?.lists ?? {}, typed, asked.now);
  // Nor are its network and its hours the owner's.
  const risk =
    program.verified === null ? timed('habit', () => habitIn(beside, shown, habits.of(asked.site.id), policy)) : null;
  const facts: Facts = { ...beside, habit: risk, rhythm };
  const decided = decide(facts, { ...decideBy, lists: listedIn(lists, asked, facts, found) });
  const lockout = lockoutAfter(asked, known, decided, { policy, habits, keys, enforced });
  const { told, decision } = heedLock(asked, decided, lockout.lock);
  const seen = found === null || known === null ? null : joined(asked, known, found, decision);
  const learned = deviceLessons({ asked, told }, browser, seen, linked?.recallId ?? null, decision, enforced);
  const habit = habitOf(asked, facts, shown, learned.vouched);
  const habitChanges = habitAfter(browser, habit, decision);
  const taught = [...learned.changes, ...habitChanges, ...rhythmAfter(told, known, typed, decision)];
  return {
    facts,
    decision,
    lock: lockout.lock,
    device: deviceView(seen, learned.device, linked, learned.vouched),
    program: programName(asked, program),
    changes: [
      ...(program.verified === null ? changesOf(asked, decision, use, known, taught) : programChanges(asked, use)),
      ...lockout.changes,
      ...journalOf(asked, seen?.known ?? null, learned.device),
    ],
    habit,
    lesson: {
      habit: habitChanges.length > 0 && habit !== null ? habit.values : null,
      answered: {
        vouched: decision.features.deviceVouched === true,
        stranger: risk?.stranger ?? null,
        use,
        letOn: decision.verdict === 'OK',
      },
    },
  };
}

/** What becomes of the account's device and of the trust in it. */
function deviceLessons(
  { asked, told }: { readonly asked: Asked; readonly told: Asked },
  browser: Known | null,
  seen: SeenDevice | null,
  recallId: string | null,
  decision: Decision,
  enforced: boolean,
) {
  const device = seen === null ? null : deviceAfter(told, seen, recallId, decision);
  const trust = trustAfter(asked, browser, seen === null ? null : { seen, after: device }, decision, enforced);
  const kept = seen === null || device === null ? [] : deviceChanges(seen.listed, device, seen.members);
  return { device, vouched: trust.vouched, changes: [...kept, ...trust.changes] };
}
