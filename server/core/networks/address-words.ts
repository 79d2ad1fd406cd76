import type { AddressScope } from './address-facts.ts';

/** An address as 32-bit words, the first the highest; of IPv4 one. */
export type AddressWords = { readonly family: 4 | 6; readonly words: readonly number[] };

const DOT = 46;
const MAPPED = 0xffff;

/** IPv4, IPv6 in any spelling (with a zone, too), IPv4 in its mapped form as IPv4; null: no address. */
export function addressWords(ip: string): AddressWords | null {
  if (!ip.includes(':')) {
    const word = ipv4Word(ip);
    return word === null ? null : { family: 4, words: [word] };
  }
  const words = ipv6Words(ip);
  if (words === null) return null;
  const [a, b, c, d] = words;
  return a === 0 && b === 0 && c === MAPPED ? { family: 4, words: [d ?? 0] } : { family: 6, words };
}

function ipv4Word(text: string): number | null {
  let word = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? DOT : text.charCodeAt(i);
    if (code === DOT) {
      if (octet === -1 || octet > 255 || dots === 4) return null;
      word = word * 256 + octet;
      octet = -1;
      dots++;
    } else if (code >= 48 && code <= 57) octet = (octet === -1 ? 0 : octet) * 10 + code - 48;
    else return null;
  }
  return dots === 4 ? word : null;
}

/** The word's first bits. A shift by 32 shifts by none: the two ends are said apart. */
export function maskedWord(word: number, bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? word : ((word >>> (32 - bits)) << (32 - bits)) >>> 0;
}

/** A network in its one spelling, its other bits 0: 192.0.2.0/24; null: it is none. */
export function networkText(text: string): string | null {
  const [ip = '', prefix = ''] = text.split('/');
  const address = addressWords(ip);
  if (address === null || !/^\d{1,3}$/.test(prefix)) return null;
  const length = Number(prefix);
  const words = address.words.map((word, n) => maskedWord(word, length - n * 32));
  return `${address.family === 4 ? ipv4Text(words[0] ?? 0) : ipv6Text(words)}/${length}`;
}

const ipv4Text = (word: number): string => [24, 16, 8, 0].map(it => (word >>> it) & 255).join('.');

/** RFC 5952, as URLs have it. */
function ipv6Text(words: readonly number[]): string {
  const groups = words.flatMap(it => [it >>> 16, it & 0xffff]).map(it => it.toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

const GROUPS = 8;
const GROUP = /^[0-9a-f]{1,4}$/i;

function ipv6Words(text: string): readonly number[] | null {
  const zone = text.indexOf('%');
  const [head = '', tail, more] = (zone === -1 ? text : text.slice(0, zone)).split('::', 3);
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  if (before === null || after === null || more !== undefined) return null;
  const left = GROUPS - before.length - after.length;
  if (tail === undefined ? left !== 0 : left < 1) return null;
  const groups = [...before, ...new Array<number>(left).fill(0), ...after];
  return [0, 2, 4, 6].map(at => (groups[at] ?? 0) * 65_536 + (groups[at + 1] ?? 0));
}

/** The last may be an IPv4 address: two groups. */
function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [n, part] of parts.entries()) {
    const word = n === parts.length - 1 && part.includes('.') ? ipv4Word(part) : null;
    if (word !== null) groups.push(Math.floor(word / 65_536), word % 65_536);
    else if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

type Range4 = readonly [from: number, upTo: number, AddressScope];

/** RFC 1122, 1918, 3927, 6598. */
const SCOPES4: readonly Range4[] = [
  [0x00000000, 0x00ffffff, 'unknown'],
  [0x0a000000, 0x0affffff, 'private'],
  [0x64400000, 0x647fffff, 'shared'],
  [0x7f000000, 0x7fffffff, 'loopback'],
  [0xa9fe0000, 0xa9feffff, 'link-local'],
  [0xac100000, 0xac1fffff, 'private'],
  [0xc0a80000, 0xc0a8ffff, 'private'],
  [0xe0000000, 0xffffffff, 'unknown'],
];

export function scopeOf({ family, words }: AddressWords): AddressScope {
  const [a = 0, b = 0, c = 0, d = 0] = words;
  if (family === 4) return SCOPES4.find(([from, upTo]) => a >= from && a <= upTo)?.[2] ?? 'public';
  if (a === 0 && b === 0 && c === 0) return d === 1 ? 'loopback' : 'unknown';
  // fc00::/7 (RFC 4193), fe80::/10 (RFC 4291), ff00::/8 is multicast.
  const first = a >>> 24;
  if (first === 0xfc || first === 0xfd) return 'private';
  if (a >>> 22 === 0x3fa) return 'link-local';
  return first === 0xff ? 'unknown' : 'public';
}
