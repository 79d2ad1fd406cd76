import type { Language } from '../../shared/wire/words.ts';
import type { OpenApi } from '../openapi.ts';
import { CALLER_WORDS } from './document-words.ts';
import { endpointCard, type Listed } from './endpoint-card.ts';
import { guide, linkTo, type Section } from './guide.ts';
import { type Html, html, htmlText, prose } from './html.ts';
import { WORDS } from './words.ts';

const OTHER: Readonly<Record<Language, Language>> = { ja: 'en', en: 'ja' };

type Group = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly calls: readonly Listed[];
};

/** The OpenAPI document as a page to read: `document` in the same language, its calls in groups by who makes them. */
export function apiPage(document: OpenApi, language: Language): string {
  const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = groupsOf(document, listed, language);
  const { before, after } = guide(document, listed, language);
  const other = OTHER[language];
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API · Sekisho</title>
<link rel="icon" href="/docs/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/api.css">
</head>
<body id="top">
<a class="skip" href="#main">${WORDS.skip[language]}</a>
<header class="top">
<p class="brand"><img src="/docs/mark.svg" alt="" width="30" height="30"><span>Sekisho</span> <small>API</small></p>
<p class="links"><a href="/openapi.json">${WORDS.machine[language]}</a>
<a href="/docs?lang=${other}" lang="${other}" hreflang="${other}">${WORDS.otherLanguage[language]}</a></p>
</header>
<div class="frame">
<nav class="contents beside" aria-label="${WORDS.contents[language]}">
<p class="label">${WORDS.contents[language]}</p>
${contents(before, groups, after)}</nav>
<main id="main" tabindex="-1">
<h1>${WORDS.heading[language]}</h1>
<p class="version">${WORDS.version[language]} ${document.info.version}</p>
<p class="about">${prose(document.info.description)}</p>
<details class="contents folded"><summary>${WORDS.contents[language]}</summary>
<nav aria-label="${WORDS.contents[language]}">${contents(before, groups, after)}</nav></details>
${before.map(sectionOf)}
${groups.map(it => groupOf(document, it, language))}
${after.map(sectionOf)}
<p class="end"><a href="#top">${WORDS.top[language]}</a></p>
</main>
</div>
</body>
</html>
`;
  return htmlText(page);
}

function groupsOf(document: OpenApi, listed: readonly Listed[], language: Language): readonly Group[] {
  const names = new Map(Object.entries(CALLER_WORDS).map(([tag, { name }]) => [tag, name[language]]));
  return document.tags.map(({ name, description }) => ({
    id: `from-${name}`,
    title: names.get(name) ?? name,
    description,
    calls: listed.filter(it => it.operation.tags.includes(name)),
  }));
}

/** Shown twice: beside the page where it is wide, folded where it is narrow. Neither needs a script. */
function contents(before: readonly Section[], groups: readonly Group[], after: readonly Section[]): Html {
  const link = ({ id, title }: { id: string; title: string }): Html => html`<a href="#${id}">${title}</a>`;
  const plain = (sections: readonly Section[]): Html =>
    html`<ul>${sections.map(it => html`<li>${link(it)}</li>`)}</ul>`;
  return html`${plain(before)}
${groups.map(it => html`<p class="caller">${link(it)}</p><ul>${it.calls.map(call => html`<li>${linkTo(call)}</li>`)}</ul>\n`)}
<hr>
${plain(after)}
`;
}

function sectionOf({ id, title, body }: Section): Html {
  return html`<section class="guide" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`;
}

function groupOf(document: OpenApi, { id, title, description, calls }: Group, language: Language): Html {
  return html`<section class="group" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p>${prose(description)}</p>
${calls.map(it => endpointCard(document, it, language))}
</section>
`;
}
