import type { Language, Reason, ScreeningAnswer } from '../sdk/node/index.ts';
import { type Html, html } from './html.ts';
import { termWords } from './term-words.ts';
import { TEXTS } from './texts.ts';

/** A bar that fills its half at this many log-odds at the least, so that small sums look small. */
const SCALE_MIN = 4;

/** How one hypothesis came to its score: the starting point, every reason, and their sum, as bars about zero. */
export function evidenceChart(hypothesis: 'bot' | 'takeover', answer: ScreeningAnswer, language: Language): Html {
  const reasons = answer.reasons.filter(it => it.audience === 'analyst' && it.hypothesis === hypothesis);
  const { prior, logit, score } = answer[hypothesis];
  const scale = scaleOf(answer);
  const name = `chart-${hypothesis}`;
  return html`<section class="chart" aria-labelledby="${name}">
<h3 id="${name}">${termWords('hypothesis', hypothesis, language)}</h3>
${gauge(score, hypothesis === 'bot' ? termWords('bot', answer.bot.verdict, language) : null, language)}
<p class="axis" aria-hidden="true"><span>${TEXTS.lowers[language]}</span><span>${TEXTS.raises[language]}</span></p>
<ol class="bars">
<li class="quiet"><span class="label">${TEXTS.start[language]}</span>${bar(prior, prior, scale)}${number(prior)}</li>
${reasons.map(it => reasonRow(it, scale, language))}
${reasons.length > 0 ? null : html`<li class="none"><span class="label">${TEXTS.noReasons[language]}</span></li>`}
<li class="sum"><span class="label">${TEXTS.sum[language]}</span>${bar(logit, logit, scale)}${number(logit)}</li>
</ol>
</section>`;
}

function gauge(score: number, word: string | null, language: Language): Html {
  return html`<p class="gauge"><strong>${score}</strong> <span>${TEXTS.points[language]}</span>
${word === null ? null : html`<span class="word">${word}</span>`}
<svg width="100%" height="6" aria-hidden="true"><rect class="track" width="100%" height="6" rx="3"/><rect class="fill" width="${score}%" height="6" rx="3"/></svg></p>`;
}

function reasonRow(reason: Reason, scale: number, language: Language): Html {
  const { code, family, provenance, weight, counted, facts } = reason;
  const cut = Math.abs(weight - counted) >= 0.005;
  const shown = Object.entries(facts);
  return html`<li>
<div class="label"><span>${reason.text[language]}</span>
<span class="meta"><code>${code}</code> · ${termWords('family', family, language)} · ${termWords('provenance', provenance, language)}${cut ? html` · ${TEXTS.weightWas[language]} ${signed(weight)}` : null}</span>
${shown.length === 0 ? null : html`<span class="meta facts">${shown.map(([name, value]) => html`<code>${name}=${String(value)}</code> `)}</span>`}
</div>${bar(counted, weight, scale)}${number(counted)}</li>`;
}

/** The faint bar is the detector's own weight, the full one what entered after caps and authority. */
function bar(counted: number, weight: number, scale: number): Html {
  return html`<svg class="bar" width="100%" height="14" aria-hidden="true">${half('ghost', weight, scale)}${half('full', counted, scale)}<line x1="50%" x2="50%" y1="0" y2="14"/></svg>`;
}

function half(kind: 'ghost' | 'full', value: number, scale: number): Html | null {
  if (value === 0) return null;
  const width = Math.min(50, (Math.abs(value) / scale) * 50).toFixed(2);
  const x = value > 0 ? '50' : (50 - Number(width)).toFixed(2);
  return html`<rect class="${kind} ${value > 0 ? 'up' : 'down'}" x="${x}%" y="3" width="${width}%" height="8"/>`;
}

const number = (value: number): Html => html`<span class="number">${signed(value)}</span>`;

/** Two decimals, as the answer has them, with a real minus sign: all figures stand under each other. */
function signed(value: number): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±';
  return `${sign}${Math.abs(value).toFixed(2)}`;
}

/** One scale for all bars of an answer: they are there to be compared. */
function scaleOf({ bot, takeover, reasons }: ScreeningAnswer): number {
  const values = [bot.prior, bot.logit, takeover.prior, takeover.logit, ...reasons.map(it => it.weight)];
  return Math.max(SCALE_MIN, ...values.map(Math.abs));
}
