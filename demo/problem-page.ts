import type { Language } from '../sdk/node/index.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import { TEXTS, type TextName } from './texts.ts';

/** A small page for what cannot be answered otherwise: what is wrong and the way back, never a stack. */
export function problemPage(heading: TextName, detail: string | null, language: Language): string {
  return page({
    title: 'Problem · Demo Bank',
    language,
    switchText: { ja: '日本語', en: 'English' },
    main: html`<section class="card problem">
<h1>${TEXTS[heading][language]}</h1>
${detail === null ? null : html`<p>${detail}</p>`}
<p><a class="button" href="/demo/login?lang=${language}">${TEXTS.again[language]}</a></p>
</section>`,
  });
}
