import type { Language } from '../sdk/node/index.ts';

const LANGUAGES: readonly string[] = ['ja', 'en'] satisfies Language[];
const HEADER_CHARS_MAX = 500;

export function isLanguage(it: unknown): it is Language {
  return typeof it === 'string' && LANGUAGES.includes(it);
}

/** Japanese for whoever prefers it over English, English for everybody else. RFC 9110, 12.5.4. */
export function language(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? '').slice(0, HEADER_CHARS_MAX).split(',');
  const wishes = ranges.map(range => {
    const [tag = '', ...parameters] = range.split(';').map(it => it.trim().toLowerCase());
    const q = parameters.find(it => it.startsWith('q='));
    return { tag: tag.split('-')[0], q: q === undefined ? 1 : Number(q.slice(2)) || 0 };
  });
  const wish = (tag: Language) => Math.max(0, ...wishes.filter(it => it.tag === tag).map(it => it.q));
  return wish('ja') > wish('en') ? 'ja' : 'en';
}
