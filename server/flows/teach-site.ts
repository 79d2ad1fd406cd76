import type { HabitValues } from '../core/habit/values.ts';
import type { Keys } from '../ports/keys.ts';
import { popularityTaught } from './lockout.ts';
import type { ScreenOptions } from './screen.ts';
import type { Known } from './screening-facts.ts';
import type { Asked } from './screening-question.ts';
import type { Answered } from './site-velocity.ts';

export type SiteLesson = {
  /** What the account's history learned; null: nothing. */
  readonly habit: HabitValues | null;
  readonly answered: Answered;
};

/** What an answer that is stored adds to the counts of its site. */
export function teachSite(
  { habits, siteVelocity }: Pick<ScreenOptions, 'habits' | 'siteVelocity'>,
  keys: Keys,
  asked: Asked,
  known: Known,
  { habit, answered }: SiteLesson,
): void {
  if (habit !== null) habits.note(asked.site.id, habit);
  const popularity = popularityTaught(asked, known, keys, habit !== null);
  if (popularity.length > 0) habits.add(asked.site.id, 'popularity', popularity);
  siteVelocity.note(asked, answered);
}
