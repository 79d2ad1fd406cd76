import { findPart } from '../../test/support/parts.ts';
import type { Figure } from '../figure.ts';
import { medianInterval, within } from '../median-interval.ts';
import { bareChromium, type ChromiumTab } from './bare-browsers.ts';
import { measuredPages, SEEN } from './measured-pages.ts';

/** This machine, and a phone of the middle class. */
const SLOWDOWNS = [1, 4];
/** The same page twice: what differs between those two is noise. */
const CONTESTANTS = ['none', 'agent', 'again'] as const;
type Contestant = (typeof CONTESTANTS)[number];

type Metric = {
  readonly name: string;
  readonly unit: string;
  readonly step: number;
  readonly of: (seen: Seen) => number;
};
type Seen = {
  readonly largestPaintMs: number;
  readonly interactionMs: number;
  readonly shift: number;
  readonly longTasksMs: readonly number[];
};
/** `step`: what the browser rounds to, or a difference that nobody can see. */
const METRICS: readonly Metric[] = [
  { name: 'largest contentful paint', unit: 'ms', step: 1, of: it => it.largestPaintMs },
  { name: 'interaction to next paint', unit: 'ms', step: 8, of: it => it.interactionMs },
  { name: 'layout shift', unit: '', step: 0, of: it => it.shift },
  { name: 'tasks beyond 50 ms', unit: 'ms', step: 1, of: it => it.longTasksMs.reduce((sum, ms) => sum + ms - 50, 0) },
];
const KEYS = 'person@';
/** A quick typist's: the keys fall into the time in which the agent works. */
const KEY_GAP_MS = 60;

/** What the browser says of the page's load and of typing in its form, with the agent and without. */
export async function pageLoad(rounds: number): Promise<Figure[] | null> {
  if (findPart('chromium') === null) return null;
  const pages = await measuredPages();
  const browser = await bareChromium();
  const figures: Figure[] = [];
  try {
    for (const slowdown of SLOWDOWNS) {
      const seen: Record<Contestant, Seen[]> = { none: [], agent: [], again: [] };
      for (let round = 0; round <= rounds; round++) {
        for (const contestant of CONTESTANTS) {
          const page = contestant === 'again' ? 'none' : contestant;
          const tab = await browser.open(`${pages.url}/${page}`, slowdown);
          // At the first key the browser stops to look for a larger paint.
          await tab.until(`(document.readyState === 'complete' && document.seen.largestPaintMs > 0) || null`);
          await type(tab);
          if (round > 0) seen[contestant].push((await tab.until(SEEN)) as Seen);
          await tab.close();
        }
      }
      for (const metric of METRICS) figures.push(figureOf(metric, slowdown, seen));
    }
    return figures;
  } finally {
    await browser.close();
    await pages.close();
  }
}

async function type({ send, until }: ChromiumTab): Promise<void> {
  const place = await until(
    `(({ x, y }) => ({ x: x + 5, y: y + 5 }))(document.querySelector('input').getBoundingClientRect())`,
  );
  const { x, y } = place as { x: number; y: number };
  const press = { x, y, button: 'left', clickCount: 1 } as const;
  await send('Input.dispatchMouseEvent', { type: 'mousePressed', ...press });
  await send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...press });
  for (const key of KEYS) {
    await send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key });
    await send('Input.dispatchKeyEvent', { type: 'keyUp', key });
    await new Promise(resolve => setTimeout(resolve, KEY_GAP_MS));
  }
}

function figureOf(
  { name, unit, step, of }: Metric,
  slowdown: number,
  seen: Readonly<Record<Contestant, Seen[]>>,
): Figure {
  const values = (contestant: Contestant) => seen[contestant].map(of);
  const none = values('none');
  // Round by round: what else runs on the machine changes from minute to minute.
  const beyond = (contestant: Contestant) =>
    medianInterval(values(contestant).map((it, round) => it - (none[round] ?? Number.NaN)));
  const noise = beyond('again');
  const added = beyond('agent');
  const digits = unit === 'ms' ? 0 : 3;
  return {
    what: `${name}, ${slowdown} x slower: with the agent more than without, median of ${none.length}`,
    value: added.median,
    unit,
    budget: { atMost: Math.max(step, noise.high, -noise.low) },
    note: `${within(added, digits)}; the page without it beside itself: ${within(noise, digits)}; medians ${CONTESTANTS.map(it => medianInterval(values(it)).median.toFixed(digits)).join(', ')}`,
  };
}
