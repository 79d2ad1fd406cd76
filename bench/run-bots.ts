import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildAgent } from '../scripts/build.ts';
import { findPart, type PartName, parts } from '../test/support/parts.ts';
import { LINUX_ALONE } from './proving-ground/judged-again.ts';
import { type ProvingGround, provingGround } from './proving-ground/lab.ts';
import { peerLabels } from './proving-ground/peers.ts';
import { type Row, rowOf } from './proving-ground/rows.ts';
import { faults, peerSums, sums, table } from './proving-ground/table.ts';
import { installTools, toolVersions } from './proving-ground/tools.ts';
import type { Visitor } from './proving-ground/visitor.ts';
import { VISITORS } from './proving-ground/visitors/index.ts';
import { operatorsCommand } from './proving-ground/visitors/operators-command.ts';

const USAGE = `npm run bench:bots -- [--runs N] [--only TEXT …] [--short] [--command 'my-tool {url}'] [--seed N] [--json FILE] [--list]`;
const RUNS = 3;

/**
 * The demo against tools that drive browsers, beside people, and what two known detectors say of the same visits. Exit code 1 where a tool
 * passes as a person, a person is not let in, a visit gets no verdict, or, with CI=true, where the machine lacks a part.
 */
async function run(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string' },
      only: { type: 'string', multiple: true },
      short: { type: 'boolean', default: false },
      command: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  });
  const chosen = chooseFrom(values);
  if (values.list) {
    for (const { name, kind } of chosen) console.log(`${kind.padEnd(8)} ${name}`);
    return true;
  }
  const times = Number(values.runs ?? (values.short ? 1 : RUNS));
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  if (!(times >= 1) || !Number.isInteger(seed)) throw new Error(USAGE);
  installTools();
  await buildAgent({ ifStale: true });
  heading(seed, times);
  const { here, lacking } = split(chosen);
  const ground = await provingGround(seed);
  const rows = await allRows(here, ground, times).finally(() => ground.close());
  show(rows);
  for (const [part, names] of lacking) console.log(`SKIPPED, without ${part}: ${names.join('; ')}`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ seed, times, rows }, null, 1)}\n`);
  return faults(rows).length === 0 && (lacking.size === 0 || process.env['CI'] !== 'true');
}

function chooseFrom({ only, short, command }: { only?: string[]; short: boolean; command?: string }): Visitor[] {
  if (command !== undefined) return [operatorsCommand(command)];
  // A whole name means that row alone, a part of one all that have it.
  const isMeant = (text: string, name: string) =>
    VISITORS.some(it => it.name === text) ? name === text : name.includes(text);
  const chosen = VISITORS.filter(
    it => (!short || it.short === true) && (only === undefined || only.some(text => isMeant(text, it.name))),
  );
  if (chosen.length === 0) throw new Error(`no row has such a name: --list shows them all\n${USAGE}`);
  return chosen;
}

function heading(seed: number, times: number): void {
  const version = (part: PartName) => {
    const program = findPart(part);
    if (program === null) return `no ${part}`;
    return execFileSync(program, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  };
  const { botd, fpscanner } = peerLabels();
  console.log(`The proving ground, ${new Date().toISOString().slice(0, 10)}, ${times} runs a row, --seed ${seed}`);
  console.log(`${version('chromium')} · ${version('firefox')} · Node ${process.version} · ${process.platform}`);
  console.log(`beside ${botd} and ${fpscanner}; ${toolVersions()}\n`);
}

function split(chosen: readonly Visitor[]) {
  const lacking = new Map<string, string[]>();
  const here = chosen.filter(({ name, needs }) => {
    const missing = needs.filter(it => findPart(it) === null);
    for (const part of missing) {
      const told = `${part} (apt-get install ${parts[part].debian})`;
      lacking.set(told, [...(lacking.get(told) ?? []), name]);
    }
    return missing.length === 0;
  });
  return { here, lacking };
}

async function allRows(visitors: readonly Visitor[], ground: ProvingGround, times: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const visitor of visitors) rows.push(await rowOf(visitor, ground, times, it => console.log(`  … ${it}`)));
  return rows;
}

function show(rows: readonly Row[]): void {
  const print = (lines: readonly string[]) => console.log(lines.join('\n'));
  console.log('\nAs it is judged here');
  print(table(rows, it => it.judgement));
  print(sums(rows, it => it.judgement));
  print(peerSums(rows, peerLabels()));
  console.log(`\nThe same visits without the ${LINUX_ALONE.size} detectors that were measured on Linux alone`);
  print(table(rows, it => it.withoutLinux));
  print(sums(rows, it => it.withoutLinux));
  const wrong = faults(rows);
  console.log(wrong.length === 0 ? '\nall as it should be' : `\nWRONG:\n  ${wrong.join('\n  ')}`);
}

process.exitCode = (await run()) ? 0 : 1;
