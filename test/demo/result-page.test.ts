import assert from 'node:assert/strict';
import { resultPage } from '../../demo/result-page.ts';
import type { Language, Reason, ScreeningReply } from '../../sdk/node/index.ts';
import { sampleAnswer } from '../sdk/sample-answer.ts';

const saw = { ip: '192.0.2.7', userAgent: 'UA <i>', account: 'a@b', token: 'tok~sum', session: true, origin: null };

const reason = (over: Partial<Reason>): Reason => ({
  code: 'webdriver',
  hypothesis: 'bot',
  family: 'automation',
  provenance: 'claimed',
  weight: 5.5,
  counted: 4.5,
  audience: 'analyst',
  text: { ja: '自動操作されています。', en: 'It is automated.' },
  facts: {},
  ...over,
});

const review = sampleAnswer({
  verdict: 'REVIEW',
  wouldBe: 'REVIEW',
  score: 62,
  bot: { verdict: 'suspect', kind: null, kindProvenance: null, program: null, score: 62, prior: -3, logit: 0.5 },
  reasons: [
    reason({ facts: { where: '<script>' } }),
    reason({ code: 'submit-instant', weight: -1, counted: -1, text: { ja: '直後です。', en: 'Within an instant.' } }),
    reason({ code: 'customer-notice', audience: 'customer', text: { ja: '追加のご確認を。', en: 'Please confirm.' } }),
  ],
  counterfactual: { verdict: 'OK', change: [{ feature: 'webdriver', from: true, to: false }] },
  stepUp: { grade: 'phishing-resistant', channels: [] },
});

const shown = (answer: ScreeningReply, language: Language = 'en') => resultPage(answer, saw, language);

describe('demo: the result page', () => {
  it('tells verdict, score, bot, reasons and screening to a program on <body>', () => {
    const page = shown(review);
    assert.match(page, /<title>REVIEW · Demo Bank<\/title>/);
    const body = 'data-verdict="REVIEW" data-score="62" data-bot="suspect" data-reasons="webdriver,submit-instant"';
    assert.ok(page.includes(`<body ${body} data-screening-id="${review.id}">`));
  });

  it('explains the verdict in the language of the visitor', () => {
    const page = shown(review, 'ja');
    assert.match(page, /<html lang="ja">/);
    for (const words of [
      '自動操作されています。',
      '追加のご確認を。',
      'フィッシング耐性',
      'ブラウザの申告',
      '192.0.2.7',
    ])
      assert.ok(page.includes(words), words);
    assert.ok(!page.includes('It is automated.'));
  });

  it('names the grade of the step-up that it would ask for', () => {
    assert.match(shown(review), /phishing-resistant \(a passkey\)/);
    assert.match(shown({ ...review, stepUp: null }), /the strongest further proof/);
    assert.doesNotMatch(shown(sampleAnswer()), /further proof/);
  });

  it('draws each weight and what of it counted as bars about zero', () => {
    const page = shown(review);
    // The scale is the greatest of all: 5.5 log-odds fill a half.
    assert.match(page, /<rect class="ghost up" x="50%" y="3" width="50.00%"/);
    assert.match(page, /<rect class="full up" x="50%" y="3" width="40.91%"/);
    assert.match(page, /<rect class="full down" x="40.91%" y="3" width="9.09%"/);
    assert.match(page, /<span class="number">\+4\.50<\/span>/);
    assert.match(page, /<span class="number">−1\.00<\/span>/);
  });

  it('says what would have changed it', () => {
    assert.match(shown(review), /the verdict would have been <strong>OK<\/strong>/);
    assert.match(shown(review), /<s>yes<\/s> → <b>no<\/b>/);
    assert.match(shown({ ...review, counterfactual: null }), /no small change/);
  });

  it('escapes what came from outside', () => {
    const page = shown(review);
    assert.ok(page.includes('where=&lt;script&gt;'));
    assert.ok(page.includes('UA &lt;i&gt;'));
    assert.doesNotMatch(page, /<script|<i>/);
  });

  it('needs no style or script of its own in the markup', () => {
    assert.doesNotMatch(shown(review), /style=|<style|<script| on\w+=/);
  });

  it('says that the bank decided itself when Sekisho was away', () => {
    const page = shown({
      id: null,
      verdict: 'REVIEW',
      score: null,
      mode: null,
      wouldBe: null,
      decidedBy: 'failover',
      degraded: ['sekisho-unreachable'],
      cause: 'timed-out',
      reasons: [],
      bot: null,
      takeover: null,
      counterfactual: null,
      account: null,
      lock: null,
      device: null,
      stepUp: null,
      policy: null,
      tookMs: 1000,
    });
    assert.match(page, /<body data-verdict="REVIEW" data-score="" data-bot="" data-reasons="" data-screening-id="">/);
    assert.match(page, /Sekisho could not be asked.*no answer in time/);
    assert.doesNotMatch(page, /Is a program at work/);
  });

  it('shows what an enforced verdict would have been while the site observes', () => {
    const page = shown({ ...sampleAnswer(), mode: 'observe', wouldBe: 'NG' });
    assert.match(page, /<dt>Enforced it would be<\/dt><dd>NG<\/dd>/);
    assert.doesNotMatch(shown(sampleAnswer()), /Enforced it would be/);
  });
});
