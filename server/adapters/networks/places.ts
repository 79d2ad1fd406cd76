import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../core/networks/address-facts.ts';
import type { AddressWords } from '../../core/networks/address-words.ts';
import { type PackedFile, type Sections, tableIn, tableSections } from './packed-file.ts';
import { RangeTableBuilder, valueAt } from './range-table.ts';

/** The files of geoip-lite 2: records of a fixed length, big endian (its lib/geoip.js reads them so). */
const V4 = { file: 'geoip-city.dat', bytes: 24 };
const V6 = { file: 'geoip-city6.dat', bytes: 48 };
const NAMES = { file: 'geoip-city-names.dat', bytes: 88 };
const NO_LOCATION = 0xffffffff;
/** latitude and longitude × 10,000, radius in km (0: not said), and the number of the location's names. */
const SPOT_WORDS = 4;
const ALL_ONES = 0xffffffffffffffffn;

/** Packs geoip-lite's own files of a folder. Throws where one is missing or of another shape. */
export function packPlaces(folder: string): { readonly entries: number; readonly sections: Sections } {
  const read = ({ file, bytes }: typeof V4): Buffer => {
    const data = readFileSync(join(folder, file));
    if (data.length === 0 || data.length % bytes !== 0)
      throw new Error(`${join(folder, file)} is no file of geoip-lite 2.`);
    return data;
  };
  const [v4, v6, names] = [read(V4), read(V6), read(NAMES)];
  const spots = new Spots(names.length / NAMES.bytes);
  const four = new RangeTableBuilder(1);
  for (let at = 0; at < v4.length; at += V4.bytes) {
    const value = spots.valueOf(v4, at + 8);
    four.add(BigInt(v4.readUInt32BE(at)), BigInt(v4.readUInt32BE(at + 4)), value);
  }
  const six = new RangeTableBuilder(2);
  for (let at = 0; at < v6.length; at += V6.bytes) {
    // Parts of a /64 are a mistake of the tool that made the file (their last words repeat), and one customer's anyway.
    if (v6.readBigUInt64BE(at + 8) !== 0n || v6.readBigUInt64BE(at + 24) !== ALL_ONES) continue;
    six.add(v6.readBigUInt64BE(at), v6.readBigUInt64BE(at + 16), spots.valueOf(v6, at + 32));
  }
  const tables = { ...tableSections('v4', four.table()), ...tableSections('v6', six.table()) };
  const entries = v4.length / V4.bytes + v6.length / V6.bytes;
  return { entries, sections: { ...tables, spots: spots.packed(), names } };
}

/** Each place once, however many ranges are there; numbered from 1. */
class Spots {
  readonly #locations: number;
  readonly #numbers = new Map<string, number>();
  readonly #words: number[] = [];

  constructor(locations: number) {
    this.#locations = locations;
  }

  valueOf(record: Buffer, at: number): number {
    const location = record.readUInt32BE(at);
    if (location === NO_LOCATION || location >= this.#locations) return 0;
    const spot = [record.readInt32BE(at + 4), record.readInt32BE(at + 8), record.readUInt32BE(at + 12), location];
    const key = spot.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#words.push(...spot);
    this.#numbers.set(key, this.#numbers.size + 1);
    return this.#numbers.size;
  }

  packed = (): Int32Array => Int32Array.from(this.#words);
}

/** The place of an address; null: the data has none. */
export function placesIn(file: PackedFile): (address: AddressWords) => Place | null {
  const [four, six] = [tableIn(file, 'v4', 1), tableIn(file, 'v6', 2)];
  const spots = file.words('spots');
  const names = file.octets('names');
  return ({ family, words }) => {
    const value = valueAt(family === 4 ? four : six, words);
    if (value === 0) return null;
    const at = (value - 1) * SPOT_WORDS;
    const name = (spots[at + 3] ?? 0) * NAMES.bytes;
    const country = textIn(names, name, name + 2);
    if (country === '') return null;
    return {
      country,
      region: textIn(names, name + 2, name + 5),
      timeZone: textIn(names, name + 10, name + 42),
      city: textIn(names, name + 42, name + NAMES.bytes),
      latitude: ((spots[at] ?? 0) | 0) / 10_000,
      longitude: ((spots[at + 1] ?? 0) | 0) / 10_000,
      radiusKm: spots[at + 2] || null,
    };
  };
}

function textIn(bytes: Buffer, from: number, upTo: number): string {
  const end = bytes.indexOf(0, from);
  return bytes.toString('utf8', from, end >= from && end < upTo ? end : upTo);
}
