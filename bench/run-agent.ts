import { parseArgs } from 'node:util';
import { buildAgent } from '../scripts/build.ts';
import { heapOverTime } from './agent/heap-over-time.ts';
import { longestTask } from './agent/longest-task.ts';
import { pageLoad } from './agent/page-load.ts';
import { probeTimes } from './agent/probe-times.ts';
import { proofOfWork } from './agent/proof-of-work.ts';
import { scriptBytes } from './agent/script-bytes.ts';
import { timeToReport } from './agent/time-to-report.ts';
import { type Figure, figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';

type Plan = { readonly rounds: number; readonly minutes: number };
const FULL: Plan = { rounds: 21, minutes: 10 };
/** To see whether it works: the intervals are too wide to judge by. */
const QUICK: Plan = { rounds: 5, minutes: 0.5 };

const say = (line: string): void => console.log(`  … ${line}`);
/** Each gives its figures, or null where this machine lacks a browser. */
const SECTIONS: Readonly<Record<string, (plan: Plan) => Promise<Figure[] | null>>> = {
  bytes: scriptBytes,
  time: ({ rounds }) => timeToReport(rounds),
  probes: ({ rounds }) => probeTimes(rounds),
  tasks: ({ rounds }) => longestTask(rounds),
  page: ({ rounds }) => pageLoad(rounds),
  work: ({ rounds }) => proofOfWork(rounds),
  heap: ({ minutes }) => heapOverTime(minutes, say),
};

/**
 * `npm run bench:agent [-- --only bytes|time|tasks|page|probes|work|heap] [--quick] [--rounds N] [--minutes N] [--json FILE]`; exit code 1 where a
 * figure is over its budget or, with CI=true, where the machine lacks a browser.
 */
async function run(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      minutes: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const names = Object.keys(SECTIONS);
  if (values.only !== undefined && !names.includes(values.only)) {
    throw new Error(`--only takes one of ${names.join(', ')}`);
  }
  const base = values.quick ? QUICK : FULL;
  const plan = {
    rounds: above0('rounds', values.rounds, base.rounds),
    minutes: above0('minutes', values.minutes, base.minutes),
  };
  await buildAgent({ ifStale: true });
  console.log(machineLine());
  const figures: Figure[] = [];
  let missing = 0;
  for (const [name, measure] of Object.entries(SECTIONS)) {
    if (values.only !== undefined && values.only !== name) continue;
    console.log(`\n${name}`);
    const measured = await measure(plan);
    if (measured === null) {
      missing++;
      console.log('SKIPPED: this machine has no browser (apt-get install chromium firefox-esr)');
    }
    for (const figure of measured ?? []) console.log(`  ${figureLine(figure)}`);
    figures.push(...(measured ?? []));
  }
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures) && (missing === 0 || process.env['CI'] !== 'true');
}

function above0(name: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (!(number > 0)) throw new Error(`--${name} takes a number above 0`);
  return number;
}

process.exitCode = (await run()) ? 0 : 1;
