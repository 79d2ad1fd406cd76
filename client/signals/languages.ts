import type { Signals } from '../../shared/wire/signals.ts';
import { boundedText } from '../bounded-text.ts';

const LANGUAGES_MAX = 20;

export function languages(from: Pick<Navigator, 'language' | 'languages'> = navigator): Signals['languages'] {
  return {
    language: boundedText(from.language, 64),
    languages: from.languages.slice(0, LANGUAGES_MAX).map(it => boundedText(it, 64)),
  };
}
