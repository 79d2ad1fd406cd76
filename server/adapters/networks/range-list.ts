import { type AddressWords, addressWords } from '../../core/networks/address-words.ts';
import { type PackedFile, type Sections, tableIn, tableSections } from './packed-file.ts';
import { RangeTableBuilder, valueAt } from './range-table.ts';

/** The largest list known has 50,000 ranges; a file of more is something else, or would fill the memory. */
const LINES_MAX = 2_000_000;
/** Wider than this is no range of one kind: half of the internet listed by a slip of the pen. */
const PREFIX_MIN = { 4: 7, 6: 16 } as const;
const BAD_LINES_MAX = 20;

type Range = { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint };

/**
 * Packs a list: each line an address, a CIDR, `first,last` or `first-last`, a network (`AS64500`, or its number and a comma), or
 * `ExitAddress ADDRESS …` as Tor's own exit list has it; what follows a comma or a blank, `#` and other words of that list are left
 * out. Throws, in words for the operator, where it is no list.
 */
export function packRangeList(text: string): { readonly entries: number; readonly sections: Sections } {
  const ranges: Range[] = [];
  const asns = new Set<number>();
  const bad: string[] = [];
  const lines = text.split('\n');
  if (lines.length > LINES_MAX) throw new Error(`It has more than ${LINES_MAX} lines: this is no list of ranges.`);
  lines.forEach((raw, n) => {
    const line = raw.replace(/#.*/, '').replaceAll('"', '').trim();
    if (line === '' || /^(ExitNode|Published|LastStatus|ASN,)/.test(line)) return;
    const asn = /^(?:AS(\d{1,10})\b|(\d{1,10})\s*,(?!\s*\d+\s*(,|$)))/i.exec(line);
    const range = asn === null ? rangeOf(line.replace(/^ExitAddress\s+/, '')) : null;
    if (asn !== null) asns.add(Number(asn[1] ?? asn[2]));
    else if (range !== null) ranges.push(range);
    else if (bad.push(`line ${n + 1}`) > BAD_LINES_MAX) throw new Error(`${bad.join(', ')} are no range or network.`);
  });
  if (ranges.length + asns.size === 0) throw new Error('It names no range and no network.');
  if (bad.length > (ranges.length + asns.size) / 10) throw new Error(`${bad.join(', ')}: no range or network.`);
  const tableOf = (family: 4 | 6) => {
    const builder = new RangeTableBuilder(family === 4 ? 1 : 4);
    const own = ranges.filter(it => it.family === family);
    for (const { first, last } of own.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
      builder.add(first, last, 1);
    }
    return builder.table();
  };
  const tables = { ...tableSections('v4', tableOf(4)), ...tableSections('v6', tableOf(6)) };
  return {
    entries: ranges.length + asns.size,
    sections: { ...tables, asns: Uint32Array.from([...asns].toSorted((a, b) => a - b)) },
  };
}

function rangeOf(line: string): Range | null {
  const [from = '', upTo] = line.split(/\s*[,\s-]\s*/, 2);
  const [address = '', prefix] = from.split('/', 2);
  const start = addressWords(address);
  if (start === null) return null;
  const { family } = start;
  const bits = family === 4 ? 32 : 128;
  const first = numberOf(start);
  const end = prefix === undefined && upTo !== undefined ? addressWords(upTo) : null;
  if (end !== null && end.family === family) {
    const last = numberOf(end);
    return last < first || last - first >= 1n << BigInt(bits - PREFIX_MIN[family]) ? null : { family, first, last };
  }
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (length < PREFIX_MIN[family] || length > bits) return null;
  const size = 1n << BigInt(bits - length);
  const base = first - (first % size);
  return { family, first: base, last: base + size - 1n };
}

const numberOf = ({ words }: AddressWords): bigint => words.reduce((sum, it) => (sum << 32n) | BigInt(it), 0n);

/** Whether an address, or the network it is announced by, is in a list. */
export function listedIn(file: PackedFile): (address: AddressWords, asn: number | null) => boolean {
  const [four, six] = [tableIn(file, 'v4', 1), tableIn(file, 'v6', 4)];
  const asns = new Set(file.words('asns'));
  return ({ family, words }, asn) => valueAt(family === 4 ? four : six, words) === 1 || (asn !== null && asns.has(asn));
}
