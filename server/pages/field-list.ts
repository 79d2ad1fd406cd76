import type { Language } from '../../shared/wire/words.ts';
import { type Html, html, prose } from './html.ts';
import type { Field, Limit, Shape } from './schema-tree.ts';
import { WORDS } from './words.ts';

/** What stands beside a field's name where a required field would be marked: a parameter's place. */
export type Row = Field & { readonly place?: string };

type Direction = 'asked' | 'answered';

/** Fields as an indented tree, each with its own beneath it. */
export function fieldList(rows: readonly Row[], language: Language, direction: Direction): Html {
  const items = rows.map(row => {
    const { name, type, place, fields, description } = row;
    const inner = fields.length === 0 ? null : fieldList(fields, language, direction);
    const where = place === undefined ? null : html` <span class="place">${place}</span>`;
    const meaning = description === null ? null : html`<p class="meaning">${prose(description)}</p>`;
    return html`<li>
<p class="field"><code class="name">${name}</code> <code class="type">${type}</code>${where}${presence(row, language, direction)}${limitText(row, language)}</p>
${meaning}${valueList(row, language)}${inner}</li>
`;
  });
  return html`<ul class="fields">${items}</ul>`;
}

/** Marks the rarer case: in a request what has to be there, in an answer what may be absent. */
function presence({ required }: Row, language: Language, direction: Direction): Html | null {
  if (direction === 'asked')
    return required ? html` <strong class="required">${WORDS.required[language]}</strong>` : null;
  return required ? null : html` <span class="limits">${WORDS.sometimes[language]}</span>`;
}

function limitText({ limits, defaultValue }: Shape, language: Language): Html | null {
  const texts = limits.map(it => limitWords(it, language));
  if (defaultValue !== null) texts.push(`${WORDS.defaultValue[language]} ${defaultValue}`);
  return texts.length === 0 ? null : html` <span class="limits">${texts.join(language === 'ja' ? '、' : ', ')}</span>`;
}

function valueList({ values }: Shape, language: Language): Html | null {
  if (values.length === 0) return null;
  const label = values.length === 1 ? WORDS.always[language] : WORDS.oneOf[language];
  const chips = values.map(it => html`<li><code class="term">${it}</code></li>`);
  return html`<div class="values"><span>${label}</span><ul>${chips}</ul></div>`;
}

const UNITS: Readonly<Record<'characters' | 'value' | 'items' | 'members', Readonly<Record<Language, string>>>> = {
  characters: { ja: '文字', en: ' characters' },
  value: { ja: '', en: '' },
  items: { ja: '件', en: ' items' },
  members: { ja: '項目', en: ' members' },
};

export function limitWords(limit: Limit, language: Language): string {
  if ('text' in limit) return limit.text;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
  const unit = UNITS[limit.kind][language];
  const { min, max } = limit;
  if (min !== null && max !== null) {
    const between =
      min === max
        ? number.format(min)
        : `${number.format(min)}${language === 'ja' ? '～' : ' to '}${number.format(max)}`;
    return between + unit;
  }
  if (max !== null)
    return language === 'ja' ? `${number.format(max)}${unit}以下` : `at most ${number.format(max)}${unit}`;
  return language === 'ja' ? `${number.format(min ?? 0)}${unit}以上` : `at least ${number.format(min ?? 0)}${unit}`;
}
