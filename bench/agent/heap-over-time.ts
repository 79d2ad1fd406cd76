import { findPart } from '../../test/support/parts.ts';
import type { Figure } from '../figure.ts';
import { bareChromium, type ChromiumTab } from './bare-browsers.ts';
import { AGENT_MOMENTS, measuredPages } from './measured-pages.ts';

/** As a mouse reports: 125 a second, of which a browser hands out one a frame. */
const MOVES_PER_SECOND = 60;
const READINGS = 20;
/** In the beginning the engine learns (compiled code, shapes of objects): that is no leak, and ends. */
const WARM_UP_SHARE = 0.25;
/** A tab that is open all day, 10 hours, then holds half a megabyte more. */
const SLOPE_BYTES_PER_MINUTE_MAX = 1024;

type Reading = { readonly minute: number; readonly bytes: number };

/** The heap after garbage collection while the pointer moves, of the page with the agent and of the page without, at the same time. */
export async function heapOverTime(minutes: number, say: (line: string) => void): Promise<Figure[] | null> {
  if (findPart('chromium') === null) return null;
  const pages = await measuredPages();
  const browser = await bareChromium();
  try {
    const withAgent = await browser.open(`${pages.url}/agent`);
    const without = await browser.open(`${pages.url}/none`);
    await withAgent.until(AGENT_MOMENTS);
    const readings: [agent: Reading[], none: Reading[]] = [[], []];
    let moves = 0;
    for (let part = 1; part <= READINGS; part++) {
      const minute = (minutes * part) / READINGS;
      moves += await moveAbout([withAgent, without], (minutes * 60_000) / READINGS);
      readings[0].push({ minute, bytes: await heapBytes(withAgent) });
      readings[1].push({ minute, bytes: await heapBytes(without) });
      say(
        `minute ${minute.toFixed(1)}, ${moves} moves: ${readings.map(it => it.at(-1)?.bytes).join(' B, without the agent ')} B`,
      );
    }
    return figuresOf(readings, minutes, moves);
  } finally {
    await browser.close();
    await pages.close();
  }
}

async function moveAbout(tabs: readonly ChromiumTab[], forMs: number): Promise<number> {
  const since = performance.now();
  let moves = 0;
  for (let nowMs = since; nowMs - since < forMs; nowMs = performance.now()) {
    const turn = nowMs / 700;
    const [x, y] = [300 + 200 * Math.cos(turn), 200 + 150 * Math.sin(turn * 1.3)];
    await Promise.all(tabs.map(it => it.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y })));
    moves += 1;
    await new Promise(resolve => setTimeout(resolve, Math.max(0, nowMs + 1000 / MOVES_PER_SECOND - performance.now())));
  }
  return moves;
}

async function heapBytes({ send }: ChromiumTab): Promise<number> {
  // What finalizers let go of, the second collection takes.
  await send('HeapProfiler.collectGarbage');
  await send('HeapProfiler.collectGarbage');
  return (await send('Runtime.getHeapUsage')).usedSize;
}

/** Least squares, with its 95 % interval. */
export function slopeOf(readings: readonly Reading[]): { perMinute: number; halfWidth: number } {
  const n = readings.length;
  const mean = (pick: (it: Reading) => number) => readings.reduce((sum, it) => sum + pick(it), 0) / n;
  const [x, y] = [mean(it => it.minute), mean(it => it.bytes)];
  const spread = readings.reduce((sum, it) => sum + (it.minute - x) ** 2, 0);
  const perMinute = readings.reduce((sum, it) => sum + (it.minute - x) * (it.bytes - y), 0) / spread;
  const error = readings.reduce((sum, it) => sum + (it.bytes - y - perMinute * (it.minute - x)) ** 2, 0);
  return { perMinute, halfWidth: 2 * Math.sqrt(error / Math.max(1, n - 2) / spread) };
}

function figuresOf(readings: readonly [Reading[], Reading[]], minutes: number, moves: number): Figure[] {
  const warm = readings.map(all => all.slice(Math.round(READINGS * WARM_UP_SHARE)));
  const [agent, none] = warm.map(slopeOf);
  const [first, last] = [readings[0][0], readings[0].at(-1)];
  if (!agent || !none || !first || !last) throw new Error('no heap was read');
  return [
    {
      what: `growth of the heap in ${minutes} minutes of pointer movement (${moves} moves), the first quarter left out`,
      value: agent.perMinute,
      unit: 'B/min',
      budget: { atMost: SLOPE_BYTES_PER_MINUTE_MAX },
      peers: [{ name: 'no script', value: none.perMinute }],
      note: `± ${agent.halfWidth.toFixed(0)}; without the agent ± ${none.halfWidth.toFixed(0)}`,
    },
    {
      what: 'heap with the agent, at the end',
      value: last.bytes / 1000,
      unit: 'kB',
      peers: [{ name: 'no script', value: (readings[1].at(-1)?.bytes ?? Number.NaN) / 1000 }],
      note: `after the first part ${(first.bytes / 1000).toFixed(0)}`,
    },
  ];
}
