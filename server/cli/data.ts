import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { droppedFiles } from '../adapters/networks/list-folder.ts';
import { dropList, type ListToLoad, loadList, textOf } from '../adapters/networks/load-list.ts';
import { dayOf, openNetworks } from '../adapters/networks/open-networks.ts';
import { PACKAGED_NAMES, packPackaged } from '../adapters/networks/packaged-sources.ts';
import { SOURCE_NAMES, type SourceName } from '../core/networks/address-facts.ts';
import { ageDaysOf, isTooOld, listTrust } from '../core/networks/list-age.ts';
import { networkReading } from '../core/networks/network-kind.ts';
import { configured, readArguments, stop } from './open.ts';

const USAGE = `npm run data                            packs what packages bring and what was put into the lists' folder, and shows what is loaded
npm run data -- load NAME FILE|-        a list from a file or from stdin (NAME: ${SOURCE_NAMES.join(', ')}; places: a folder)
                    [--date YYYY-MM-DD] [--edition WORDS] [--force]
npm run data -- drop NAME               back to what the package brings, or to none
npm run data -- of ADDRESS              what is known of an address`;

const { positionals, values } = readArguments(USAGE, {
  allowPositionals: true,
  options: { date: { type: 'string' }, edition: { type: 'string' }, force: { type: 'boolean', default: false } },
});
const [command, argument, file, ...rest] = positionals;
const { listsFolder } = configured();
const now = Date.now();

const nameOf = (asked: string | undefined): SourceName =>
  SOURCE_NAMES.find(it => it === asked) ?? stop(`There is no list ${asked ?? '(no name given)'}.\n\n${USAGE}`);

/** Its date, unless said, is the file's; of stdin now. */
function madeAt(source: string): number {
  const { date } = values;
  if (typeof date !== 'string') return source === '-' ? now : Math.round(statSync(source).mtimeMs);
  const at = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN;
  return at <= now ? at : stop('--date must be a day up to today, as 2026-11-22.');
}

function load(name: SourceName, source: string): void {
  try {
    const isFolder = source !== '-' && statSync(source).isDirectory();
    const content: ListToLoad['content'] = isFolder ? { folder: source } : { text: textOf(source) };
    const said = values.edition;
    const edition = typeof said === 'string' ? said.slice(0, 120) : source === '-' ? 'from stdin' : basename(source);
    const head = loadList(listsFolder, {
      name,
      content,
      edition,
      madeAt: madeAt(source),
      force: values.force === true,
    });
    process.stderr.write(
      `${name}: ${head.entries} entries of ${dayOf(head.madeAt)}; a gate that runs uses them in seconds.\n`,
    );
  } catch (error) {
    stop(`${name} was not loaded, what was there stays: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function show(): void {
  const networks = openNetworks(listsFolder, {
    onBroken: (name, error) =>
      process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`),
    onLoaded: () => {},
  });
  networks.stop();
  const loaded = networks.loaded();
  for (const { name, edition, madeAt: at, entries, bytes } of loaded) {
    const days = ageDaysOf(at, now);
    const weight = Math.round(listTrust(name, days) * 100);
    const age = `${Math.floor(days)} days${isTooOld(name, days) ? `, TOO OLD: weighs ${weight} %` : ''}`;
    console.log(
      [name.padEnd(8), dayOf(at), age, `${entries} entries`, `${(bytes / 2 ** 20).toFixed(1)} MB`, edition].join('  '),
    );
  }
  const lacking = SOURCE_NAMES.filter(it => loaded.every(({ name }) => name !== it));
  if (lacking.length > 0)
    console.log(`not loaded: ${lacking.join(', ')} (what they would say is unknown, and weighs nothing)`);
  process.stderr.write(`lists: ${listsFolder}\n`);
}

function explain(ip: string): void {
  const networks = openNetworks(listsFolder);
  networks.stop();
  const { dataAt: _, ...known } = networks.of(ip);
  console.log(JSON.stringify({ ...known, reading: networkReading(networks.of(ip), now) }, null, 2));
}

if (command === undefined) {
  for (const name of PACKAGED_NAMES) packPackaged(name);
  for (const dropped of droppedFiles(listsFolder)) load(dropped.name, dropped.file);
  show();
} else if (command === 'load' && file !== undefined && rest.length === 0) load(nameOf(argument), file);
else if (command === 'drop' && file === undefined) {
  const name = nameOf(argument);
  if (!dropList(listsFolder, name)) stop(`${name} was not loaded.`);
} else if (command === 'of' && argument !== undefined && file === undefined) explain(argument);
else stop(USAGE);
