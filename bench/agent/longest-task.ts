import { findPart } from '../../test/support/parts.ts';
import type { Figure } from '../figure.ts';
import { medianInterval, within } from '../median-interval.ts';
import { bareChromium, type TraceEvent } from './bare-browsers.ts';
import { AGENT_MOMENTS, measuredPages, PEER_MOMENTS, SEEN } from './measured-pages.ts';
import { momentsIn } from './time-to-report.ts';

const SLOWDOWN = 4;
/** Below it the browser reports none: https://w3c.github.io/longtasks/ */
const LONG_TASK_MS = 50;

const CONTESTANTS = ['none', 'agent', 'both'] as const;
type Contestant = (typeof CONTESTANTS)[number];
type Visit = { readonly longestMs: number; readonly processorMs: number; readonly readyMs: number };
const READY: Readonly<Record<Contestant, string>> = {
  none: `document.readyState === 'complete' ? { readyMs: 0 } : null`,
  agent: AGENT_MOMENTS,
  both: PEER_MOMENTS,
};

/** The longest task of a page view whose main thread is slowed down, until the report is answered; a page without a script beside it. */
export async function longestTask(rounds: number): Promise<Figure[] | null> {
  if (findPart('chromium') === null) return null;
  const pages = await measuredPages();
  const browser = await bareChromium();
  const visits: Record<Contestant, Visit[]> = { none: [], agent: [], both: [] };
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const contestant of CONTESTANTS) {
        const visit = { readyMs: Number.NaN, longestMs: Number.NaN };
        const events = await browser.traced(async () => {
          const tab = await browser.open(`${pages.url}/${contestant}`, SLOWDOWN);
          visit.readyMs = momentsIn(await tab.until(READY[contestant])).readyMs;
          const { longTasksMs } = (await tab.until(SEEN)) as { longTasksMs: readonly number[] };
          visit.longestMs = Math.max(0, ...longTasksMs);
          await tab.close();
        });
        if (round > 0) visits[contestant].push({ ...visit, processorMs: longestOf(events) });
      }
    }
  } finally {
    await browser.close();
    await pages.close();
  }
  return figuresOf(visits);
}

/** Of the pages' main threads. */
function longestOf(events: readonly TraceEvent[]): number {
  const place = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const named = events.filter(it => it.name === 'thread_name' && it.args.name === 'CrRendererMain');
  const main = new Set(named.map(place));
  const tasks = events.filter(it => it.ph === 'X' && it.name.endsWith('RunTask') && main.has(place(it)));
  return Math.max(...tasks.map(it => (it.tdur ?? 0) / 1000));
}

function figuresOf(visits: Readonly<Record<Contestant, readonly Visit[]>>): Figure[] {
  const longest = (contestant: Contestant) => medianInterval(visits[contestant].map(it => it.longestMs));
  const computed = (contestant: Contestant) => medianInterval(visits[contestant].map(it => it.processorMs));
  const over = (contestant: Contestant) =>
    (100 * visits[contestant].filter(it => it.longestMs > 0).length) / visits[contestant].length;
  const ready = (contestant: Contestant) => medianInterval(visits[contestant].map(it => it.readyMs));
  const beside = (value: (contestant: Contestant) => number) => [
    { name: 'FingerprintJS and BotD', value: value('both') },
    { name: 'no script', value: value('none') },
  ];
  const ofVisits = `${SLOWDOWN} x slower, median of ${visits.agent.length}`;
  return [
    {
      what: `longest task of a page view, its processor time, ${ofVisits}`,
      value: computed('agent').median,
      unit: 'ms',
      budget: { atMost: LONG_TASK_MS },
      peers: beside(it => computed(it).median),
      note: within(computed('agent')),
    },
    {
      what: `the same by the clock, with what else ran on the machine (0: none over ${LONG_TASK_MS} ms)`,
      value: longest('agent').median,
      unit: 'ms',
      peers: beside(it => longest(it).median),
      note: within(longest('agent')),
    },
    {
      what: `page views with a task over ${LONG_TASK_MS} ms, ${SLOWDOWN} x slower`,
      value: over('agent'),
      unit: '%',
      peers: beside(over),
    },
    {
      what: `from the script's last byte to the report, ${ofVisits}`,
      value: ready('agent').median,
      unit: 'ms',
      peers: [{ name: 'FingerprintJS and BotD', value: ready('both').median }],
      note: within(ready('agent')),
    },
  ];
}
