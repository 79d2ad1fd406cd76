import { parseArgs } from 'node:util';
import { buildAgent } from '../scripts/build.ts';
import { bundleSizes } from './bundle-sizes.ts';
import { collectFlood } from './collect-flood.ts';
import { type Figure, figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';
import { timeToReport } from './time-to-report.ts';

/** Each gives its figures, or null where this machine lacks what it needs. */
const SECTIONS: Readonly<Record<string, () => Promise<Figure[] | null>>> = {
  bytes: bundleSizes,
  browser: timeToReport,
  flood: collectFlood,
};

/**
 * `npm run bench [-- --only bytes|browser|flood] [--json FILE]`; exit code 1 where a figure is over its budget. Screenings under load
 * are measured by `npm run bench:server`.
 */
async function run(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
  const names = Object.keys(SECTIONS);
  if (values.only !== undefined && !names.includes(values.only)) {
    throw new Error(`--only takes one of ${names.join(', ')}`);
  }
  await buildAgent({ ifStale: true });
  console.log(machineLine());
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(SECTIONS)) {
    if (values.only !== undefined && values.only !== name) continue;
    console.log(`\n${name}`);
    const measured = await measure();
    if (measured === null) console.log('SKIPPED: this machine has no Chromium (apt-get install chromium)');
    for (const figure of measured ?? []) console.log(`  ${figureLine(figure)}`);
    figures.push(...(measured ?? []));
  }
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures);
}

process.exitCode = (await run()) ? 0 : 1;
