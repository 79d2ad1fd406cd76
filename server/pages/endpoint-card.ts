import { STATUS_CODES } from 'node:http';
import type { Language } from '../../shared/wire/words.ts';
import type { OpenApi, Operation, Parameter } from '../openapi.ts';
import { curlCommand } from './curl-command.ts';
import { fieldList } from './field-list.ts';
import { type Html, html, prose } from './html.ts';
import { rowsOf, shapeOf } from './schema-tree.ts';
import { WORDS } from './words.ts';

export type Listed = { readonly path: string; readonly method: string; readonly operation: Operation };

/** Longer trees start folded, so that the page can be looked through. */
const OPEN_ROWS_MAX = 30;

/** One endpoint: what it is for, how to ask it, what it takes, answers and refuses. */
export function endpointCard(document: OpenApi, listed: Listed, language: Language): Html {
  const { path, method, operation } = listed;
  const id = operation.operationId;
  return html`<section class="endpoint" id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title"><a href="#${id}">${methodBadge(method)} <code class="path">${breakable(path)}</code></a></h3>
<p class="summary">${prose(operation.summary)}</p>
<p class="needs">${needs(operation, language)}</p>
${example(listed, language)}
${parameters(document, operation, language)}
${requestBody(document, operation, language)}
${answer(document, operation, language)}
${problems(document, operation, language)}
</section>
`;
}

export const methodBadge = (method: string): Html => html`<span class="method">${method.toUpperCase()}</span>`;

/** A long path may break after its slashes. */
export const breakable = (path: string): Html => html`${path.split(/(?<=\/)/).map(part => html`${part}<wbr>`)}`;

function needs({ security, tags }: Operation, language: Language): Html {
  const scope = security?.[0]?.['key']?.[0];
  if (scope !== undefined) return html`${WORDS.needsKey[language]} <code class="term">${scope}</code>`;
  return html`${tags.includes('browser') ? WORDS.needsSite[language] : WORDS.needsNone[language]}`;
}

function example({ path, method, operation }: Listed, language: Language): Html {
  const answered = operation.responses['200']?.content['application/json']?.example;
  const sample =
    answered === undefined
      ? null
      : html`<details class="fold"><summary>${WORDS.exampleAnswer[language]}</summary>
${code(JSON.stringify(answered, null, 2), WORDS.exampleAnswer[language])}</details>`;
  return html`${code(curlCommand(path, method, operation), WORDS.example[language])}${sample}`;
}

/** Scrolls by itself where it is wider than the page, so it takes the keyboard's focus. */
export const code = (text: string, label: string): Html =>
  html`<pre tabindex="0" role="region" aria-label="${label}"><code class="listing">${text}</code></pre>`;

const PLACES = { path: WORDS.inPath, query: WORDS.inQuery, header: WORDS.inHeader } as const;

function parameters(document: OpenApi, operation: Operation, language: Language): Html | null {
  if (operation.parameters.length === 0) return null;
  const row = ({ name, in: place, required, schema, description }: Parameter) => ({
    ...shapeOf(document.components.schemas, schema),
    name,
    required,
    description: description ?? null,
    place: PLACES[place][language],
  });
  return fold(WORDS.parameters[language], null, true, fieldList(operation.parameters.map(row), language, 'asked'));
}

function requestBody(document: OpenApi, { requestBody: body }: Operation, language: Language): Html | null {
  const schema = body?.content['application/json']?.schema;
  if (body === undefined || schema === undefined) return null;
  const shape = shapeOf(document.components.schemas, schema);
  const open = rowsOf(shape) <= OPEN_ROWS_MAX;
  return fold(WORDS.requestBody[language], body.description, open, fieldList(shape.fields, language, 'asked'));
}

function answer(document: OpenApi, { responses }: Operation, language: Language): Html | null {
  const [type, content] = Object.entries(responses['200']?.content ?? {})[0] ?? [];
  if (content === undefined) return null;
  const shape = shapeOf(document.components.schemas, content.schema);
  if (shape.fields.length === 0) {
    return html`<p class="plain">${WORDS.answerText[language]} <code class="term">200</code> <code class="term">${type ?? ''}</code></p>`;
  }
  const open = rowsOf(shape) <= OPEN_ROWS_MAX;
  return fold(WORDS.answer[language], `200 · ${shape.type}`, open, fieldList(shape.fields, language, 'answered'));
}

function problems(document: OpenApi, { responses }: Operation, language: Language): Html | null {
  const byStatus = Object.entries(responses).flatMap(([status, { content }]) => {
    const codes = Object.keys(content['application/problem+json']?.examples ?? {});
    return codes.length === 0 ? [] : [{ status, codes }];
  });
  if (byStatus.length === 0) return null;
  const groups = byStatus.map(
    ({ status, codes }) => html`<div><dt>${status} <span>${STATUS_CODES[status] ?? ''}</span></dt>
${codes.map(it => html`<dd><code class="term">${it}</code> ${prose(document.components.examples[it]?.summary ?? '')}</dd>`)}</div>
`,
  );
  const count = byStatus.reduce((sum, it) => sum + it.codes.length, 0);
  return fold(WORDS.problems[language], String(count), false, html`<dl class="problems">${groups}</dl>`);
}

function fold(title: string, note: string | null, open: boolean, inside: Html): Html {
  const said = note === null ? null : html` <span class="note">${note}</span>`;
  const summary = html`<summary>${title}${said}</summary>`;
  return open
    ? html`<details class="fold" open>${summary}${inside}</details>`
    : html`<details class="fold">${summary}${inside}</details>`;
}
