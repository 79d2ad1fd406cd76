import { parseArgs } from 'node:util';
import { type Figure, figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';
import {
  askedLines,
  detectionLines,
  familyLines,
  forkLines,
  ownerLines,
  stoppedLines,
  stormLines,
} from './takeover/figures.ts';
import { SETTINGS, type Settings, settingsLines } from './takeover/settings.ts';
import { type Simulated, simulate } from './takeover/simulate.ts';
import { SWEPT, sweptLine, takeoverFigures } from './takeover/takeover-figures.ts';

/** What a setting that nobody knows of a real site makes of the figures; each a run of its own. */
const SWEEPS: readonly (readonly [name: string, change: Partial<Settings>])[] = [
  ['neither key nor cookie 5 %', { neitherShare: 0.05 }],
  ['neither key nor cookie 10 %', { neitherShare: 0.1 }],
  ['half with neither always come so', { alwaysNeither: 0.5 }],
  ['keys there a month later 50 %', { keySurvival: { chromium: 0.5, gecko: 0.5, webkit: 0.5 } }],
  ['keys there a month later 75 %', { keySurvival: { chromium: 0.75, gecko: 0.75, webkit: 0.75 } }],
  ['phones come out anywhere of their carrier', { networksOfRegion: 120 }],
  ['keys there a month later 95 %', { keySurvival: { chromium: 0.95, gecko: 0.95, webkit: 0.95 } }],
];

const say = (lines: readonly string[]): void => {
  for (const it of lines) console.log(`SYNTHETIC ${it}`);
};
const titled = (title: string, lines: readonly string[]): void => {
  console.log(`\nSYNTHETIC: ${title}`);
  say(lines.map(it => `  ${it}`));
};

function timed(settings: Settings): Simulated {
  const started = performance.now();
  const run = simulate(settings);
  const seconds = (performance.now() - started) / 1000;
  say([
    `${run.screenings} screenings decided in ${seconds.toFixed(1)} s, ${((1000 * seconds) / run.screenings).toFixed(2)} ms each, simulation and all`,
  ]);
  return run;
}

/**
 * `npm run bench:takeover -- [--accounts 30000] [--seed N] [--sweep] [--json FILE]`: owners and attackers of a simulated site, judged by
 * the flow's own parts without HTTP or a store.
 */
function run(): boolean {
  const { values } = parseArgs({
    options: {
      accounts: { type: 'string' },
      seed: { type: 'string' },
      sweep: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const settings: Settings = {
    ...SETTINGS,
    accounts: countOf(values.accounts, SETTINGS.accounts),
    seed: countOf(values.seed, SETTINGS.seed),
  };
  console.log(machineLine());
  titled('the population', settingsLines(settings));
  const simulated = timed(settings);
  titled('owners, by the default policy', ownerLines(simulated));
  titled('owners asked, at one threshold for all', askedLines(simulated));
  titled('detection', detectionLines(simulated));
  titled('stopped, by the default policy and the grade that it asks for', stoppedLines(simulated));
  titled('a copied browser: when its two holders are told apart', forkLines(simulated));
  titled('storms', stormLines(simulated));
  titled('how what the families count moves together', familyLines(simulated));
  const figures: Figure[] = [...takeoverFigures(simulated)];
  console.log('');
  for (const it of figures) console.log(figureLine(it));
  if (values.sweep) {
    // No budget: what it would be elsewhere, not what it has to be.
    titled('swept', [SWEPT, sweptLine('as above', simulated)]);
    for (const [name, change] of SWEEPS) say([`  ${sweptLine(name, simulate({ ...settings, ...change }))}`]);
  }
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures);
}

function countOf(said: string | undefined, otherwise: number): number {
  if (said === undefined) return otherwise;
  const count = Number(said);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`--accounts and --seed take whole numbers, not ${said}`);
  return count;
}

process.exitCode = run() ? 0 : 1;
