import path from 'node:path';
import { build } from 'esbuild';
import { findPart } from '../../test/support/parts.ts';
import { storefront } from '../../test/support/storefront.ts';
import type { Figure } from '../figure.ts';
import { medianInterval, within } from '../median-interval.ts';
import { bareChromium, type TraceEvent } from './bare-browsers.ts';

/**
 * The processor time at full speed times this: the browser's own throttle stops the thread by the clock, and charges it for what else
 * runs on the machine.
 */
const SLOWDOWN = 4;
const BUDGET_MS = 25;
/** Its opening and its end, with both probes that share it; at `full` it would be there without them, for fonts. */
const FRAME = 'the empty frame';
const IN_FRAME = ['frameScope', 'layoutAnswer'];
const ROOT = path.join(import.meta.dirname, '../..');

/**
 * What is looked at for the sake of bots alone, each on its own and in the page's main thread: of the worker its start, since it computes
 * elsewhere. Those in the frame twice: in one that is opened for them, all until it is gone, and in one that is there. Without the wait
 * for the worker.
 */
const PROBES = `import { apis } from './client/more-signals/apis.ts';
import { consoleLooks } from './client/console-looks.ts';
import { frameScope } from './client/more-signals/frame-scope.ts';
import { layoutAnswer } from './client/layout-answer.ts';
import { inQuietFrame } from './client/quiet-frame.ts';
import { math } from './client/more-signals/math.ts';
import { processor } from './client/more-signals/processor.ts';
import { scopeFacts } from './client/scope-facts.ts';
import { signals } from './client/signals/index.ts';
import { startWorker } from './client/more-signals/worker-scope.ts';
import { tampering } from './client/more-signals/tampering.ts';
import { timeZoneHistory } from './client/more-signals/time-zone-history.ts';
import { touchEvents } from './client/more-signals/touch-events.ts';
import { userAgentHints } from './client/more-signals/user-agent-hints.ts';

const { webdriver, engine, layout, window: sizes, permissions, plugins } = signals;
const later = () => new Promise(resolve => setTimeout(resolve, 5));
const probes = {
  nothing: () => {},
  workerScope: () => { void startWorker('/probes.js'); },
  consoleReader: () => { consoleLooks(false); },
  webdriver, engine, layout, window: sizes, permissions, plugins,
  tampering, userAgentHints, apis, math, processor, touchEvents, timeZoneHistory,
};
const atOnce = async () => {};
const inFrame = {
  frameScope: () => frameScope(inQuietFrame, window, atOnce),
  layoutAnswer: () => layoutAnswer('abcdefghijklmnopqrstuvwxyz', inQuietFrame, atOnce),
};
// Each in a task of its own.
const measure = async ([name, probe]) => {
  await later();
  performance.mark('probe ' + name);
  await probe();
  performance.mark('taken ' + name);
};
const run = async () => {
  // The first Intl object of a page is dear, and the time zone's.
  signals.timeZone();
  for (const it of Object.entries(probes)) await measure(it);
  await measure(['${FRAME}', () => Promise.all([inFrame.frameScope(), inFrame.layoutAnswer()])]);
  await inQuietFrame(async () => {
    // Until it is painted.
    await new Promise(resolve => setTimeout(resolve, 100));
    for (const it of Object.entries(inFrame)) await measure(it);
  });
  await later();
  document.done = true;
};
if (typeof document === 'undefined') postMessage(scopeFacts(globalThis));
else addEventListener('load', () => setTimeout(run, 200));`;

type Taken = Readonly<Record<string, number>>;

/** Milliseconds of the main thread's processor time, as on a machine so much slower. Null where there is no browser. */
export async function probeTimes(rounds: number): Promise<Figure[] | null> {
  if (findPart('chromium') === null) return null;
  const { outputFiles } = await build({
    stdin: { contents: PROBES, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
  });
  const page = `<!doctype html><html lang="en"><title>Log in</title><script src="/probes.js"></script><form><input></form></html>`;
  const front = await storefront('http://127.0.0.1:1', {
    pages: { '/': page, '/probes.js': outputFiles[0]?.text ?? '' },
  });
  const browser = await bareChromium();
  const visits: Taken[] = [];
  try {
    // The first warms the browser.
    for (let round = 0; round <= rounds; round++) {
      const events = await browser.traced(async () => {
        const tab = await browser.open(front.url);
        await tab.until('document.done');
        await tab.close();
      });
      if (round > 0) visits.push(takenIn(events));
    }
  } finally {
    await browser.close();
    await front.close();
  }
  return figuresOf(visits);
}

/** Of each probe: the processor time of the page's tasks between its two marks, less what such a task costs without one. */
function takenIn(events: readonly TraceEvent[]): Taken {
  const found = new Map<string, number>();
  for (const mark of events.filter(it => it.name.startsWith('probe '))) {
    const name = mark.name.slice('probe '.length);
    const end = events.find(it => it.name === `taken ${name}`);
    if (end === undefined) throw new Error(`the trace has no end of the probe ${name}`);
    const tasks = events.filter(
      ({ name: it, ph, pid, tid, ts, dur = 0 }) =>
        ph === 'X' &&
        it.endsWith('RunTask') &&
        pid === mark.pid &&
        tid === mark.tid &&
        ts + dur >= mark.ts &&
        ts <= end.ts,
    );
    found.set(name, tasks.reduce((sum, it) => sum + (it.tdur ?? 0), 0) * (SLOWDOWN / 1000));
  }
  const idle = found.get('nothing') ?? Number.NaN;
  found.delete('nothing');
  return Object.fromEntries([...found].map(([name, ms]) => [name, Math.max(0, ms - idle)]));
}

function figuresOf(visits: readonly Taken[]): Figure[] {
  const names = Object.keys(visits[0] ?? {});
  const sum = (counted: readonly string[]) =>
    medianInterval(visits.map(it => counted.reduce((ms, name) => ms + (it[name] ?? Number.NaN), 0)));
  const added = names.filter(it => it !== FRAME);
  const [own, all] = [sum(added), sum(names.filter(it => !IN_FRAME.includes(it)))];
  const ofVisits = `processor time of the page's thread, ${SLOWDOWN} x slower, median of ${visits.length}`;
  return [
    {
      what: `all probes together, where the empty frame is there for fonts, ${ofVisits}`,
      value: own.median,
      unit: 'ms',
      budget: { atMost: BUDGET_MS },
      note: within(own, 1),
    },
    {
      what: 'with a frame of their own, as at light',
      value: all.median,
      unit: 'ms',
      note: within(all, 1),
    },
    ...names.map(name => {
      const alone = sum([name]);
      return { what: name, value: alone.median, unit: 'ms', note: within(alone, 1) };
    }),
  ];
}
