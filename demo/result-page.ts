import {
  customerText,
  type Language,
  type ScreeningAnswer,
  type ScreeningReply,
  type Verdict,
} from '../sdk/node/index.ts';
import { evidenceChart } from './evidence-chart.ts';
import { featureWords, valueWords } from './feature-words.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { termWords } from './term-words.ts';
import { TEXTS } from './texts.ts';

/** What the bank's own server knew of the request, beside Sekisho's answer. */
export type Saw = {
  readonly ip: string;
  readonly userAgent: string;
  readonly account: string;
  readonly token: string | null;
  readonly session: boolean;
  readonly origin: string | null;
};

const HEADINGS = { OK: TEXTS.okHeading, REVIEW: TEXTS.reviewHeading, NG: TEXTS.ngHeading } as const;

/**
 * The page after a login, with the whole judgement on it. Only a demo shows this: the attributes of <body> are for those
 * who test their own bots against it.
 */
export function resultPage(answer: ScreeningReply, saw: Saw, language: Language): string {
  const reasons = answer.reasons.filter(it => it.audience === 'analyst').map(it => it.code);
  return page({
    title: `${answer.verdict} · Demo Bank`,
    language,
    switchText: { ja: '日本語でもう一度', en: 'Again in English' },
    style: 'judgement.css',
    bodyAttributes: html` data-verdict="${answer.verdict}" data-score="${answer.score}" data-bot="${answer.bot?.verdict ?? ''}" data-reasons="${reasons.join(',')}" data-screening-id="${answer.id}"`,
    main: html`<div class="result">
${verdictSection(answer, language)}
<div class="divider"><h2>${TEXTS.analystHeading[language]}</h2><p>${TEXTS.analystLead[language]}</p></div>
${answer.id === null ? null : chartsSection(answer, language)}
<div class="columns">
${answer.id === null ? null : otherwiseSection(answer, language)}
${sawSection(saw, language)}
${recordSection(answer, language)}
</div>
</div>`,
  });
}

function verdictSection(answer: ScreeningReply, language: Language): Html {
  const { verdict } = answer;
  return html`<section class="verdict ${verdict.toLowerCase()}" aria-labelledby="verdict">
<p class="badge"><strong>${verdict}</strong>${answer.score === null ? null : html`<span>${TEXTS.risk[language]} ${answer.score}</span>`}</p>
<h1 id="verdict">${HEADINGS[verdict][language]}</h1>
${customerPart(answer, language)}
${stepUpPart(answer, language)}
${answer.id === null ? html`<p class="notice">${TEXTS.failover[language]}${termWords('cause', answer.cause, language)}</p>` : null}
<p><a class="button" href="/demo/login?lang=${language}">${TEXTS.again[language]}</a></p>
</section>`;
}

function customerPart(answer: ScreeningReply, language: Language): Html {
  const sentence =
    answer.reasons.find(it => it.audience === 'customer')?.text[language] ?? customerText(answer.verdict, language);
  if (sentence === null) return html`<p>${TEXTS.okText[language]}</p>`;
  return html`<figure class="customer"><blockquote>${sentence}</blockquote><figcaption>${TEXTS.customerSees[language]}</figcaption></figure>`;
}

function stepUpPart(
  { verdict, stepUp }: { verdict: Verdict; stepUp: ScreeningReply['stepUp'] },
  language: Language,
): Html | null {
  if (stepUp !== null)
    return html`<p>${TEXTS.stepUp[language]}<strong>${termWords('grade', stepUp.grade, language)}</strong>${TEXTS.stepUpLater[language]}</p>`;
  return verdict === 'REVIEW' ? html`<p>${TEXTS.stepUpAny[language]}${TEXTS.stepUpLater[language]}</p>` : null;
}

function chartsSection(answer: ScreeningAnswer, language: Language): Html {
  return html`<div class="charts">${evidenceChart('bot', answer, language)}${evidenceChart('takeover', answer, language)}</div>
<p class="note">${TEXTS.chartNote[language]}</p>`;
}

function otherwiseSection({ counterfactual, verdict }: ScreeningAnswer, language: Language): Html {
  const body =
    counterfactual === null
      ? html`<p>${TEXTS[verdict === 'OK' ? 'otherwiseOk' : 'otherwiseNone'][language]}</p>`
      : html`<p>${TEXTS.otherwise[language]}<strong>${counterfactual.verdict}</strong>${TEXTS.otherwiseEnd[language]}</p>
<ul class="changes">${counterfactual.change.map(
          it => html`<li><span>${featureWords(it.feature, language)}</span>
<span class="change"><s>${valueWords(it.feature, it.from, language)}</s> → <b>${valueWords(it.feature, it.to, language)}</b></span></li>`,
        )}</ul>`;
  return html`<section class="panel"><h2>${TEXTS.otherwiseHeading[language]}</h2>${body}</section>`;
}

function sawSection(saw: Saw, language: Language): Html {
  const token = saw.token === null ? 'tokenNone' : saw.token.startsWith('~') ? 'tokenReport' : 'tokenWhole';
  return html`<section class="panel"><h2>${TEXTS.sawHeading[language]}</h2><dl>
${row(TEXTS.account[language], html`<bdi>${saw.account}</bdi>`)}
${row(TEXTS.address[language], saw.ip)}
${row(TEXTS.userAgent[language], saw.userAgent === '' ? TEXTS.nothing[language] : html`<span class="small">${saw.userAgent}</span>`)}
${row(TEXTS.token[language], TEXTS[token][language])}
${row(TEXTS.session[language], TEXTS[saw.session ? 'sessionKnown' : 'sessionNone'][language])}
${row(TEXTS.origin[language], saw.origin ?? TEXTS.nothing[language])}
</dl></section>`;
}

function recordSection(answer: ScreeningReply, language: Language): Html {
  const took = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(answer.tookMs);
  return html`<section class="panel"><h2>${TEXTS.factsHeading[language]}</h2><dl>
${row(TEXTS.id[language], answer.id === null ? TEXTS.nothing[language] : html`<code>${answer.id}</code>`)}
${row(TEXTS.decidedBy[language], termWords('decider', answer.decidedBy, language))}
${answer.mode === null ? null : row(TEXTS.mode[language], termWords('mode', answer.mode, language))}
${answer.wouldBe === null || answer.wouldBe === answer.verdict ? null : row(TEXTS.wouldBe[language], answer.wouldBe)}
${answer.policy === null ? null : row(TEXTS.policy[language], html`<code>${answer.policy.revision}</code>`)}
${row(TEXTS.took[language], `${took} ${TEXTS.ms[language]}`)}
${answer.replayed === true ? row(TEXTS.replayed[language], TEXTS.replayedYes[language]) : null}
${answer.degraded === undefined ? null : row(TEXTS.degraded[language], answer.degraded.join(', '))}
</dl></section>`;
}

const row = (name: string, value: string | Html): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
