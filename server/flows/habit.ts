import type { Decision } from '../core/decide.ts';
import type { Facts } from '../core/facts.ts';
import { saysNothing } from '../core/features/network.ts';
import { signalOf } from '../core/features/readings.ts';
import { type HabitLogin, habitLesson, habitLogin, readHabits } from '../core/habit/history.ts';
import { isLoneCookie } from '../core/habit/lone-cookie.ts';
import { rhythmWaits } from '../core/habit/rhythm-history.ts';
import { type HabitValues, habitValues } from '../core/habit/values.ts';
import { type Change, SUBJECTS } from '../core/subjects/subject.ts';
import { type Known, subjectOf } from './screening-facts.ts';
import type { Asked } from './screening-question.ts';

/** What this login shows, as the account's history and the site's counts know it. */
export function shownHere({ networkRef, request }: Asked, facts: Facts): HabitValues {
  const here = saysNothing(facts) ? null : facts.address;
  const languages = signalOf(facts, 'languages');
  return habitValues({
    networkRef: here === null ? '' : networkRef,
    asn: here?.asn?.number ?? null,
    country: here?.place?.country ?? null,
    userAgent: facts.client.userAgent,
    languages: 'value' in languages ? languages.value.languages : null,
    rttMs: request.client.edge?.rttMs ?? null,
    deviceId: facts.device?.id ?? null,
  });
}

/** Of a login, what the account's history would learn; null: of anything else, nothing. */
export function habitOf(
  { id, refs, request }: Asked,
  facts: Facts,
  values: HabitValues,
  vouched: boolean,
): HabitLogin | null {
  if (refs.length === 0 || request.action !== 'login') return null;
  const loneCookie = isLoneCookie(facts, values, readHabits(facts.remembered?.account?.lists['habits'] ?? []));
  return habitLogin(id, values, { vouched, loneCookie });
}

/** An undisputed login teaches; in observe mode, too, where nothing vouches. */
export function habitAfter(known: Known | null, lesson: HabitLogin | null, { account }: Decision): readonly Change[] {
  if (known === null || lesson === null || account?.login !== true) return [];
  const members = subjectOf(known, 'account')?.lists['habits'] ?? [];
  return habitLesson(members, lesson, SUBJECTS.account.lists.habits);
}

/** Of a login that succeeded and was not refused: what came of it is told later. */
export function rhythmAfter(
  { id, refs, request, now }: Asked,
  known: Known | null,
  typed: readonly number[] | null,
  { judged }: Decision,
): readonly Change[] {
  if (known === null || typed === null || refs.length === 0) return [];
  if (request.action !== 'login' || request.phase !== 'succeeded' || judged.verdict === 'NG') return [];
  return rhythmWaits(subjectOf(known, 'account')?.lists ?? {}, id, typed, now);
}
