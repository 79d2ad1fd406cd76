import { parseArgs } from 'node:util';
import { buildAgent } from '../scripts/build.ts';
import { hasStore, STORES, type StoreName } from '../test/support/stores.ts';
import { type Figure, figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';
import { type ServerPlan, serverLoad } from './server-load.ts';

const FULL: ServerPlan = {
  accounts: [1000, 100_000, 1_000_000],
  runs: 5,
  screeningsPerRun: 4000,
  // So long that a major collection of the gate's heap is in it, as it is once in 25 s at this pace.
  steadySeconds: 30,
  minutes: 1,
};
/** To see whether it works, not how fast it is. */
const QUICK: ServerPlan = { accounts: [1000, 5000], runs: 3, screeningsPerRun: 1000, steadySeconds: 2, minutes: 0.1 };

/**
 * `npm run bench:server [-- --store embedded|redis+postgres] [--accounts 1000,1000000] [--minutes 10] [--quick] [--json FILE]`; exit
 * code 1 where a figure is over its budget or, with CI=true, where the machine lacks a store.
 */
async function run(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      store: { type: 'string' },
      accounts: { type: 'string' },
      minutes: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const stores = STORES.filter(it => values.store === undefined || it === values.store);
  if (stores.length === 0) throw new Error(`--store takes one of ${STORES.join(', ')}`);
  const base = values.quick ? QUICK : FULL;
  const plan: ServerPlan = {
    ...base,
    ...(values.accounts === undefined ? {} : { accounts: numbersIn('accounts', values.accounts) }),
    ...(values.minutes === undefined ? {} : { minutes: numbersIn('minutes', values.minutes)[0] ?? base.minutes }),
  };
  await buildAgent({ ifStale: true });
  console.log(machineLine());
  const figures: Figure[] = [];
  let missing = 0;
  for (const store of stores) {
    console.log(`\n${store}`);
    if (!hasStore(store)) {
      missing++;
      console.log(`SKIPPED: ${LACK[store]}`);
      continue;
    }
    const measured = await serverLoad(store, plan, line => console.log(`  … ${line}`));
    for (const figure of measured) console.log(`  ${figureLine(figure)}`);
    figures.push(...measured);
  }
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures) && (missing === 0 || process.env['CI'] !== 'true');
}

const LACK: Readonly<Record<StoreName, string>> = {
  embedded: 'nothing is needed',
  'redis+postgres': 'this machine lacks redis-server or postgres (apt-get install redis-server postgresql)',
};

function numbersIn(name: string, text: string): readonly number[] {
  const numbers = text.split(',').map(Number);
  const rising = numbers.every((it, i) => it > (numbers[i - 1] ?? 0));
  if (!rising) throw new Error(`--${name} takes rising numbers above 0, with commas between`);
  return numbers;
}

process.exitCode = (await run()) ? 0 : 1;
