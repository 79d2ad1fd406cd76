import type { Asn } from '../../core/networks/address-facts.ts';
import { type AddressWords, addressWords } from '../../core/networks/address-words.ts';
import { ASN_KINDS, asnKind } from '../../core/networks/asn-kind.ts';
import { type PackedFile, type Sections, tableIn, tableSections } from './packed-file.ts';
import { RangeTableBuilder, valueAt } from './range-table.ts';

/** `first,last,number,name`, a line each, as ip-location-db writes them; a name with a comma stands in quotes. */
const LINE = /^([^,]+),([^,]+),(\d{1,10}),(?:"((?:[^"]|"")*)"|([^"]*))$/;
const NAME_CHARS_MAX = 120;
/** More lines than these that are of another shape: it is another file. */
const BAD_LINES_MAX = 100;

/** Packs tables of networks, each in rising order, IPv4 and IPv6. Throws where a text is none. */
export function packAsns(texts: readonly string[]): { readonly entries: number; readonly sections: Sections } {
  const four = new RangeTableBuilder(1);
  const six = new RangeTableBuilder(2);
  const numbers = new Map<number, number>();
  const names: string[] = [];
  let entries = 0;
  let bad = 0;
  for (const line of texts.flatMap(it => it.split('\n'))) {
    const row = rowOf(line);
    if (row === null && line.trim() !== '' && ++bad > BAD_LINES_MAX) {
      throw new Error('This is no table of networks: each line is first,last,number,name.');
    }
    if (row === null) continue;
    const value = numbers.get(row.number) ?? numbers.size + 1;
    if (value > names.length) {
      numbers.set(row.number, value);
      names.push(row.name);
    }
    (row.first.family === 4 ? four : six).add(high(row.first), high(row.last), value);
    entries++;
  }
  if (entries === 0) throw new Error('This table of networks is empty.');
  const offsets = new Uint32Array(names.length + 1);
  const parts = names.map((it, n) => {
    const bytes = Buffer.from(it);
    offsets[n + 1] = (offsets[n] ?? 0) + bytes.length;
    return bytes;
  });
  const tables = { ...tableSections('v4', four.table()), ...tableSections('v6', six.table()) };
  return {
    entries,
    sections: { ...tables, numbers: Uint32Array.from(numbers.keys()), offsets, names: Buffer.concat(parts) },
  };
}

function rowOf(line: string) {
  const [, from = '', upTo = '', number = '', quoted, plain = ''] = LINE.exec(line.trimEnd()) ?? [];
  const [first, last] = [addressWords(from), addressWords(upTo)];
  if (first === null || last === null || first.family !== last.family) return null;
  return {
    first,
    last,
    number: Number(number),
    name: (quoted?.replaceAll('""', '"') ?? plain).slice(0, NAME_CHARS_MAX),
  };
}

/** An IPv6 address by its /64: no network announces less. */
const high = ({ family, words: [a = 0, b = 0] }: AddressWords): bigint =>
  family === 4 ? BigInt(a) : (BigInt(a) << 32n) | BigInt(b);

/** The network that an address is announced by; null: none is known. */
export function asnsIn(file: PackedFile): (address: AddressWords) => Asn | null {
  const [four, six] = [tableIn(file, 'v4', 1), tableIn(file, 'v6', 2)];
  const [numbers, offsets, names] = [file.words('numbers'), file.words('offsets'), file.octets('names')];
  /** Found out from its name at a network's first look-up; 0: not yet. */
  const kinds = new Uint8Array(numbers.length);
  return ({ family, words }) => {
    const value = valueAt(family === 4 ? four : six, words);
    if (value === 0) return null;
    const at = value - 1;
    const number = numbers[at] ?? 0;
    const name = names.toString('utf8', offsets[at], offsets[value]);
    kinds[at] ||= ASN_KINDS.indexOf(asnKind(number, name)) + 1;
    return { number, name, kind: ASN_KINDS[(kinds[at] ?? 0) - 1] ?? 'other' };
  };
}
