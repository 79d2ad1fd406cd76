import type { Language, Words } from '../../shared/wire/words.ts';
import { PROBLEMS, type ProblemCode, problemOf } from '../errors.ts';
import type { OpenApi } from '../openapi.ts';
import { ADDRESS, DEMO_ADDRESS } from './curl-command.ts';
import { breakable, code, type Listed, methodBadge } from './endpoint-card.ts';
import { fieldList } from './field-list.ts';
import { FLOW, GUIDE_WORDS, LIMIT_ROWS } from './guide-words.ts';
import { type Html, html, prose } from './html.ts';
import { PROBLEM_WORDS } from './problem-words.ts';
import { shapeOf } from './schema-tree.ts';
import { WORDS } from './words.ts';

export type Section = { readonly id: string; readonly title: string; readonly body: Html };

/** What holds for every endpoint, before and after them. */
export function guide(
  document: OpenApi,
  listed: readonly Listed[],
  language: Language,
): { before: readonly Section[]; after: readonly Section[] } {
  const section = (id: 'start' | 'flow' | 'keys' | 'errors' | 'again' | 'limits', body: Html): Section => ({
    id,
    title: GUIDE_WORDS[id][language],
    body,
  });
  return {
    before: [
      section('start', start(language)),
      section('flow', flow(listed, language)),
      section('keys', keys(listed, language)),
    ],
    after: [
      section('errors', errors(document, language)),
      section('again', paragraphs(language, GUIDE_WORDS.againKey, GUIDE_WORDS.againToken, GUIDE_WORDS.againOutcome)),
      section('limits', limits(language)),
    ],
  };
}

function paragraphs(language: Language, ...texts: readonly Words[]): Html {
  return html`${texts.map(it => html`<p>${prose(it[language])}</p>\n`)}`;
}

function start(language: Language): Html {
  return html`${paragraphs(language, GUIDE_WORDS.startText)}
${code(`${ADDRESS}=${DEMO_ADDRESS}`, WORDS.example[language])}
${paragraphs(language, GUIDE_WORDS.startKeys, GUIDE_WORDS.startHint)}`;
}

export const linkTo = ({ path, method, operation }: Listed): Html =>
  html`<a class="call" href="#${operation.operationId}">${methodBadge(method)} <code>${breakable(path)}</code></a>`;

function flow(listed: readonly Listed[], language: Language): Html {
  const steps = FLOW.map(({ words, operations }) => {
    const calls = listed.filter(it => operations.includes(it.operation.operationId)).map(linkTo);
    return html`<li><p>${prose(words[language])}</p>${calls.length === 0 ? null : html`<p class="calls">${calls}</p>`}</li>
`;
  });
  return html`<ol class="flow">${steps}</ol>`;
}

function keys(listed: readonly Listed[], language: Language): Html {
  const byScope = Map.groupBy(listed, it => it.operation.security?.[0]?.['key']?.[0]);
  const rows = [...byScope].flatMap(([scope, calls]) =>
    scope === undefined
      ? []
      : [html`<div><dt><code class="term">${scope}</code></dt><dd class="calls">${calls.map(linkTo)}</dd></div>\n`],
  );
  const table = html`<h3 class="minor">${GUIDE_WORDS.scopeFor[language]}</h3><dl class="pairs">${rows}</dl>`;
  return html`${paragraphs(language, GUIDE_WORDS.keysPublic, GUIDE_WORDS.keysSecret)}${rows.length === 0 ? null : table}`;
}

const ANYWHERE: readonly ProblemCode[] = ['idempotency-key-invalid', 'route-unknown', 'method-not-allowed', 'internal'];

function errors({ components }: OpenApi, language: Language): Html {
  const fields = [{ path: 'account.id', problem: 'Invalid input: expected string, received undefined' }];
  const sample = problemOf('fields-invalid', '5f0c6c1e-2b0f-4a57-9a0e-0c8f4a3f7b11', fields);
  const schema = components.schemas['Problem'];
  const tree =
    schema === undefined ? null : fieldList(shapeOf(components.schemas, schema).fields, language, 'answered');
  const anywhere = ANYWHERE.map(it => {
    const { status, title } = PROBLEMS[it];
    const words = language === 'en' ? title : PROBLEM_WORDS[it];
    return html`<div><dt>${status}</dt><dd><code class="term">${it}</code> ${prose(words)}</dd></div>\n`;
  });
  return html`${paragraphs(language, GUIDE_WORDS.errorsText)}
${code(JSON.stringify(sample, null, 2), WORDS.example[language])}
${tree}
<h3 class="minor">${GUIDE_WORDS.errorsAnywhere[language]}</h3>
<dl class="problems">${anywhere}</dl>`;
}

function limits(language: Language): Html {
  const rows = LIMIT_ROWS.map(({ name, amount, unit }) => {
    const number = new Intl.NumberFormat(language).format(amount);
    return html`<tr><th scope="row">${name[language]}</th><td>${number} ${unit[language]}</td></tr>\n`;
  });
  return html`${paragraphs(language, GUIDE_WORDS.limitsText)}<table class="limits-table"><tbody>${rows}</tbody></table>`;
}
