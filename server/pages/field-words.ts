import { SIGNALS } from '../../shared/wire/signals.ts';
import { STREAMS } from '../../shared/wire/streams.ts';
import type { Language } from '../../shared/wire/words.ts';
import { ANSWER_WORDS } from './answer-words.ts';
import { DEVICE_WORDS } from './device-words.ts';
import { LIST_WORDS } from './list-words.ts';
import { OUTCOME_WORDS } from './outcome-words.ts';
import { PROGRAM_WORDS } from './program-words.ts';
import { REQUEST_WORDS } from './request-words.ts';
import { VIEW_WORDS } from './view-words.ts';

/** English may be missing where the schema itself describes the field. */
export type FieldWords = { readonly ja: string } & Readonly<Partial<Record<Language, string>>>;

const WORDS: ReadonlyMap<string, FieldWords> = new Map([
  ...Object.entries<FieldWords>(REQUEST_WORDS),
  ...Object.entries<FieldWords>(ANSWER_WORDS),
  ...Object.entries<FieldWords>(OUTCOME_WORDS),
  ...Object.entries<FieldWords>(DEVICE_WORDS),
  ...Object.entries<FieldWords>(PROGRAM_WORDS),
  ...Object.entries<FieldWords>(LIST_WORDS),
  ...Object.entries<FieldWords>(VIEW_WORDS),
  ...Object.entries(SIGNALS).map(([name, { purpose }]) => [`Report.signals.${name}`, purpose] as const),
  ...Object.entries(STREAMS).map(([name, { purpose }]) => [`Report.streams.${name}`, purpose] as const),
]);

/** What a field means: of a named schema (`Reason.code`), a `query`, `path` or `header` parameter. */
export function fieldWords(path: string): FieldWords | undefined {
  // A screening read back is its answer and more.
  const screening = path.replace(/^KeptScreening\./, 'Screening.');
  return WORDS.get(path) ?? WORDS.get(screening) ?? WORDS.get(screening.replace(/^Screening\./, 'ScreeningAnswer.'));
}

export const describedFields = (): readonly string[] => [...WORDS.keys()];
