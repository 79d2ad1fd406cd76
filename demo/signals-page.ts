import type { Language, Words } from '../sdk/node/index.ts';
import { featureWords } from './feature-words.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { TEXTS, type TextName } from './texts.ts';

export type ShownSignal = {
  readonly name: string;
  readonly purpose: Words;
  readonly stability: 'fixed' | 'version' | 'setting' | 'visit';
  readonly version: number;
  readonly chunk: 1 | 2;
  readonly level: 'light' | 'full';
  /** Features that read it. */
  readonly readBy: readonly string[];
};

export type SignalsPage = {
  readonly language: Language;
  readonly siteKey: string;
  readonly modulePath: string;
  readonly signals: readonly ShownSignal[];
};

const STABILITY = {
  fixed: TEXTS.stableFixed,
  version: TEXTS.stableVersion,
  setting: TEXTS.stableSetting,
  visit: TEXTS.stableVisit,
} as const;

/** The words that signals-live.js needs, under its own names for them. */
const LIVE_TEXTS = {
  waiting: 'signalsWaiting',
  done: 'signalsDone',
  off: 'signalsOff',
  unsupported: 'missingUnsupported',
  blocked: 'missingBlocked',
  'timed-out': 'missingTimedOut',
  failed: 'missingFailed',
  yes: 'valueYes',
  no: 'valueNo',
  none: 'valueNone',
  ms: 'ms',
} as const satisfies Readonly<Record<string, TextName>>;

/** All signals with what is said of them; signals-live.js puts the values in, as this browser shows them. */
export function signalsPage({ language, siteKey, modulePath, signals }: SignalsPage): string {
  const words = Object.fromEntries(Object.entries(LIVE_TEXTS).map(([name, text]) => [name, TEXTS[text][language]]));
  const group = (heading: TextName, lead: TextName, chosen: readonly ShownSignal[]) =>
    groupOf(TEXTS[heading][language], TEXTS[lead][language], chosen, language);
  const second = signals.filter(it => it.chunk === 2);
  return page({
    title: 'Signals · Demo Bank',
    language,
    path: '/demo/signals',
    switchText: { ja: '日本語', en: 'English' },
    style: 'signals.css',
    head: html`<script src="/demo/signals-live.js" type="module"></script>`,
    main: html`<div id="signals" data-module="${modulePath}" data-site-key="${siteKey}" data-words="${JSON.stringify(words)}">
<h1>${TEXTS.signalsHeading[language]}</h1>
<p class="lead">${TEXTS.signalsLead[language]}</p>
<div class="bar">
<p id="signals-state" role="status">${TEXTS.signalsNoScript[language]}</p>
<button id="signals-again" type="button" hidden>${TEXTS.signalsAgain[language]}</button>
</div>
${group(
  'signalsFirst',
  'signalsFirstLead',
  signals.filter(it => it.chunk === 1),
)}
${group(
  'signalsMore',
  'signalsMoreLead',
  second.filter(it => it.level === 'light'),
)}
${group(
  'signalsFull',
  'signalsFullLead',
  second.filter(it => it.level === 'full'),
)}
</div>`,
  });
}

function groupOf(heading: string, lead: string, signals: readonly ShownSignal[], language: Language): Html {
  const say = (name: TextName) => TEXTS[name][language];
  return html`<section class="panel signals">
<h2>${heading}</h2>
<p class="note">${lead}</p>
<table role="table">
<thead role="rowgroup"><tr role="row"><th role="columnheader">${say('signalName')}</th><th role="columnheader">${say('signalValue')}</th><th role="columnheader">${say('signalTime')}</th><th role="columnheader">${say('signalStability')}</th><th role="columnheader">${say('signalUse')}</th></tr></thead>
<tbody role="rowgroup">
${signals.map(it => rowOf(it, language))}
</tbody>
</table>
</section>`;
}

/** Roles said outright: narrow windows show the table as blocks, and it would no longer be one to a screen reader. */
function rowOf(it: ShownSignal, language: Language): Html {
  const uses =
    it.readBy.length === 0
      ? TEXTS.signalLinking[language]
      : html`<ul>${it.readBy.map(feature => html`<li>${featureWords(feature, language)}</li>`)}</ul>`;
  return html`<tr role="row" data-signal="${it.name}">
<th role="rowheader" scope="row"><code>${it.name}</code><span class="version">${TEXTS.signalVersion[language]} ${it.version}</span><span class="purpose">${it.purpose[language]}</span></th>
<td role="cell" class="value" data-label="${TEXTS.signalValue[language]}">…</td>
<td role="cell" class="time" data-label="${TEXTS.signalTime[language]}"></td>
<td role="cell" data-label="${TEXTS.signalStability[language]}">${STABILITY[it.stability][language]}</td>
<td role="cell" class="uses" data-label="${TEXTS.signalUse[language]}">${uses}</td>
</tr>
`;
}
