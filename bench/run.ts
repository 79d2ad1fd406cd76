import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { buildAgent } from '../scripts/build.ts';
import { bundleSizes } from './bundle-sizes.ts';
import { collectFlood } from './collect-flood.ts';
import { type Figure, figureLine, isOver } from './figure.ts';
import { installPackages } from './install-packages.ts';
import { screeningRate } from './screening-rate.ts';
import { timeToReport } from './time-to-report.ts';

/** Each gives its figures, or null where this machine lacks what it needs. */
const SECTIONS: Readonly<Record<string, () => Promise<Figure[] | null>>> = {
  bytes: bundleSizes,
  browser: timeToReport,
  screening: screeningRate,
  flood: collectFlood,
};

/** `npm run bench [-- --only bytes|browser|screening|flood] [--json FILE]`; exit code 1 where a figure is over its budget. */
async function run(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
  const names = Object.keys(SECTIONS);
  if (values.only !== undefined && !names.includes(values.only)) {
    throw new Error(`--only takes one of ${names.join(', ')}`);
  }
  installPackages();
  await buildAgent({ ifStale: true });
  console.log(`Node ${process.version}, ${availableParallelism()} cores; what else runs on them shows in the figures`);
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(SECTIONS)) {
    if (values.only !== undefined && values.only !== name) continue;
    console.log(`\n${name}`);
    const measured = await measure();
    if (measured === null) console.log('SKIPPED: this machine has no Chromium (apt-get install chromium)');
    for (const figure of measured ?? []) console.log(`  ${figureLine(figure)}`);
    figures.push(...(measured ?? []));
  }
  if (values.json !== undefined) {
    const shown = figures.map(it => ({ ...it, over: isOver(it) }));
    writeFileSync(values.json, `${JSON.stringify(shown, null, 2)}\n`);
  }
  const over = figures.filter(isOver);
  console.log(over.length === 0 ? '\nall budgets kept' : `\nOVER: ${over.map(it => it.what).join('; ')}`);
  return over.length === 0;
}

process.exitCode = (await run()) ? 0 : 1;
