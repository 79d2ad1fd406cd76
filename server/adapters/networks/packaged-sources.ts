import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packAsns } from './asn-table.ts';
import { type PackedFile, type PackedHead, readPacked, type Sections, writePacked } from './packed-file.ts';
import { packPlaces } from './places.ts';

/** What npm packages bring: packed once, by `npm run build`, so that a process reads 50 MB and not 175, and no package's code. */
export const PACKAGED_NAMES = ['places', 'asn'] as const;
export type PackagedName = (typeof PACKAGED_NAMES)[number];

type Packaged = Pick<PackedHead, 'edition' | 'madeAt'> & {
  readonly pack: () => { readonly entries: number; readonly sections: Sections };
};

const FOLDER = join(import.meta.dirname, '../../../dist/networks');
const require = createRequire(import.meta.url);

/** The day of each release, in whose files there is no date. */
const GEOIP_LITE_RELEASES: Readonly<Record<string, number>> = { '2.0.3': Date.UTC(2026, 6, 8) };

function packagedPlaces(): Packaged {
  const { folder, version } = packageAt('geoip-lite');
  const madeAt = GEOIP_LITE_RELEASES[version];
  if (madeAt === undefined)
    throw new Error(`geoip-lite ${version} has no date in ${import.meta.filename}: add its release.`);
  return { edition: `geoip-lite ${version}`, madeAt, pack: () => packPlaces(join(folder, 'data')) };
}

/** Its version ends in its date: 2.3.2026061719 is of 17 June 2026, 19 h. */
function packagedAsns(): Packaged {
  const { folder, version } = packageAt('@ip-location-db/asn');
  const [, year, month, day] = /\.(\d{4})(\d\d)(\d\d)\d*$/.exec(version) ?? [];
  const madeAt = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return {
    edition: `@ip-location-db/asn ${version}`,
    madeAt,
    pack: () => packAsns([textOf('asn-ipv4.csv'), textOf('asn-ipv6.csv')]),
  };
}

function packageAt(name: string): { readonly folder: string; readonly version: string } {
  const file = require.resolve(`${name}/package.json`);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return { folder: dirname(file), version };
}

const PACKAGED: Readonly<Record<PackagedName, () => Packaged>> = { places: packagedPlaces, asn: packagedAsns };

/** Packs what is missing, or of another version of its package; false: nothing was. Throws where `dist` cannot be written. */
export function packPackaged(name: PackagedName): boolean {
  if (upToDate(name) !== null) return false;
  packed(name);
  return true;
}

const read = new Map<PackagedName, PackedFile>();

/** Read once in a process. */
export function packagedFile(name: PackagedName): PackedFile {
  const file = read.get(name) ?? upToDate(name) ?? packed(name);
  read.set(name, file);
  return file;
}

const fileOf = (name: PackagedName): string => join(FOLDER, `${name}.bin`);

function packed(name: PackagedName): PackedFile {
  const { edition, madeAt, pack } = PACKAGED[name]();
  const { entries, sections } = pack();
  writePacked(fileOf(name), { name, edition, madeAt, entries }, sections);
  return readPacked(fileOf(name));
}

function upToDate(name: PackagedName): PackedFile | null {
  const { edition, madeAt } = PACKAGED[name]();
  try {
    const file = readPacked(fileOf(name));
    return file.head.edition === edition && file.head.madeAt === madeAt ? file : null;
  } catch {
    // Missing, or of an earlier gate: it is made anew.
    return null;
  }
}
