import { LIMITS } from '../../server/limits.ts';
import { findPart } from '../../test/support/parts.ts';
import type { Figure } from '../figure.ts';
import { median, percentile } from '../percentile.ts';
import { type BareBrowser, bareChromium, bareFirefox, type Tab } from './bare-browsers.ts';
import { measuredPages } from './measured-pages.ts';

const BASE_MS_MAX = 300;
const TOP_MS_MAX = 3000;
/** Throttling in DevTools slows a page's main thread and no worker: a slow phone is taken as the same work in so many times the time. */
const SLOWER = 4;

/** From starting the worker to its answer, one after another. The nonces are the same in each run, and so is the work. */
const solved = (bits: number, rounds: number): string => `(async () => {
  const times = [];
  for (let round = 0; round < ${rounds}; round++) {
    times.push(await new Promise((resolve, reject) => {
      const began = performance.now();
      const worker = new Worker('/agent-work.js');
      worker.onerror = reject;
      worker.onmessage = ({ data }) => {
        worker.terminate();
        if (data === null) reject(new Error('no Web Crypto'));
        resolve(performance.now() - began);
      };
      worker.postMessage(['a-nonce-of-the-bench-' + round, ${bits}]);
    }));
  }
  return times;
})()`;

/** What the optional work costs a visitor, at the base level and at the highest that a busy network is asked for. Null without a browser. */
export async function proofOfWork(rounds: number): Promise<Figure[] | null> {
  const kinds = [
    ...(findPart('chromium') === null ? [] : [['Chromium', bareChromium] as const]),
    ...(findPart('firefox') === null ? [] : [['Firefox', bareFirefox] as const]),
  ];
  if (kinds.length === 0) return null;
  const base = LIMITS.workBitsBase;
  const levels = [
    { name: 'base', bits: base, rounds: rounds * 3, budgetMs: BASE_MS_MAX },
    { name: 'highest', bits: base + LIMITS.moreWorkFromAsks.length, rounds, budgetMs: TOP_MS_MAX },
  ];
  const pages = await measuredPages();
  try {
    const figures: Figure[] = [];
    for (const [kind, open] of kinds) {
      for (const { name, bits, rounds: count, budgetMs } of levels) {
        const times = await timesIn(open, `${pages.url}/none`, solved(bits, count));
        figures.push(
          ...figuresOf(`${kind}: the work of the ${name} level (${bits} bits), ${count} times`, times, budgetMs),
        );
      }
    }
    return figures;
  } finally {
    await pages.close();
  }
}

async function timesIn(open: () => Promise<BareBrowser<Tab>>, url: string, expression: string): Promise<number[]> {
  const browser = await open();
  try {
    const tab = await browser.open(url);
    const times = await tab.until(expression);
    if (!Array.isArray(times)) throw new Error('the page gave no times');
    return times.map(Number);
  } finally {
    await browser.close();
  }
}

function figuresOf(what: string, times: readonly number[], budgetMs: number): Figure[] {
  const p95 = percentile(times, 0.95);
  const note = `p95 ${p95.toFixed(0)} ms`;
  return [
    { what: `${what}, median`, value: median(times), unit: 'ms', note },
    { what: `${what}, ${SLOWER} times slower, p95`, value: p95 * SLOWER, unit: 'ms', budget: { atMost: budgetMs } },
  ];
}
