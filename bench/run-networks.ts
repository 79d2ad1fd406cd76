import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { dayOf, openNetworks } from '../server/adapters/networks/open-networks.ts';
import { PACKAGED_NAMES, packPackaged } from '../server/adapters/networks/packaged-sources.ts';
import type { Networks } from '../server/ports/networks.ts';
import { seededRandom } from '../test/support/seeded-random.ts';
import { type Figure, figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';
import { hasLists, listFigures } from './networks/list-figures.ts';

const SEED = 6;
const NO_FOLDER = '/nonexistent';

/** `npm run bench:networks [-- --quick] [--lists FOLDER] [--json FILE]`: what is known of networks: its cost, and how right it is. */
function run(): boolean {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, lists: { type: 'string' }, json: { type: 'string' } },
  });
  console.log(machineLine());
  const figures: Figure[] = [];
  const show = (title: string, more: readonly Figure[]): void => {
    console.log(`\n${title}`);
    for (const it of more) console.log(`  ${figureLine(it)}`);
    figures.push(...more);
  };
  show('cost', costFigures(values.quick ? 100_000 : 1_000_000));
  const { lists } = values;
  if (lists !== undefined && hasLists(lists)) {
    show('published lists, as that folder has them', listFigures(lists, values.quick ? 200_000 : 2_000_000, SEED));
  } else console.log('\nSKIPPED: --lists names no folder with published lists of hosting; nothing else depends on it');
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures);
}

function costFigures(count: number): readonly Figure[] {
  for (const name of PACKAGED_NAMES) packPackaged(name);
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  collectGarbage();
  const before = process.memoryUsage().rss;
  const networks = openNetworks(NO_FOLDER);
  networks.stop();
  collectGarbage();
  const megabytes = (process.memoryUsage().rss - before) / 2 ** 20;
  const random = seededRandom(SEED);
  const byte = (): number => Math.floor(random.unit() * 256);
  const group = (): string => Math.floor(random.unit() * 65_536).toString(16);
  const four = Array.from({ length: count }, () => [byte(), byte(), byte(), byte()].join('.'));
  const six = Array.from(
    { length: count },
    () => `2${byte() % 2 === 0 ? '400' : '001'}:${group()}:${group()}:${group()}::1`,
  );
  const of = networks.loaded().map(it => `${it.edition} of ${dayOf(it.madeAt)}`);
  return [
    { what: 'memory of a process', value: megabytes, unit: 'MB', budget: { atMost: 250 }, note: of.join(', ') },
    {
      what: 'a look-up, IPv4',
      value: microseconds(networks, four),
      unit: 'µs',
      budget: { atMost: 5 },
      note: 'processor time',
    },
    {
      what: 'a look-up, IPv6',
      value: microseconds(networks, six),
      unit: 'µs',
      budget: { atMost: 5 },
      note: 'processor time',
    },
    { what: 'look-ups a second, IPv4', value: 1e6 / microseconds(networks, four), unit: '/s' },
  ];
}

/** Of processor time: others share the machine. */
function microseconds({ of }: Networks, ips: readonly string[]): number {
  for (const ip of ips.slice(0, ips.length / 10)) of(ip);
  const before = process.cpuUsage();
  for (const ip of ips) of(ip);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / ips.length;
}

process.exitCode = run() ? 0 : 1;
