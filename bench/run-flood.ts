import { parseArgs } from 'node:util';
import { buildAgent } from '../scripts/build.ts';
import { collectFlood } from './collect-flood.ts';
import { figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';

/** `npm run bench:flood [-- --json FILE]`; exit code 1 where a figure is over its budget. */
async function run(): Promise<boolean> {
  const { values } = parseArgs({ options: { json: { type: 'string' } } });
  await buildAgent({ ifStale: true });
  console.log(machineLine());
  const figures = await collectFlood();
  for (const figure of figures) console.log(`  ${figureLine(figure)}`);
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures);
}

process.exitCode = (await run()) ? 0 : 1;
