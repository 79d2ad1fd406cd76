import type { Keys } from '../ports/keys.ts';

/** How people and addresses are named in what is stored: keyed hashes, one site's unlike another's. */
const ACCOUNT_PREFIX = 'acc_';
const ACCOUNT_REF = /^acc_[A-Za-z0-9_-]{33}$/;

/** Under every key still known, the current first. */
export function accountRefs(keys: Keys, siteId: string, accountId: string): readonly string[] {
  return keys.references('account', `${siteId}\n${accountId}`).map(it => ACCOUNT_PREFIX + it);
}

/** `?account=` takes the id or, better, its reference. */
export function accountRefsAsked(keys: Keys, siteId: string, asked: string): readonly string[] {
  return ACCOUNT_REF.test(asked) ? [asked] : accountRefs(keys, siteId, asked);
}

export function addressRefs(keys: Keys, siteId: string, ip: string): readonly string[] {
  return keys.references('address', `${siteId}\n${canonicalIp(ip)}`);
}

/** The /24 (IPv4) or /64 (IPv6) that an address lies in: what one customer, or one room of machines, is usually given. */
export function networkRef(keys: Keys, siteId: string, ip: string): string {
  return keys.reference('address', `${siteId}\nnet\n${networkOf(canonicalIp(ip))}`);
}

/** Who knew a site's session could use it: it is compared, and kept by nobody. */
export const sessionRef = (keys: Keys, siteId: string, session: string): string =>
  keys.reference('account', `${siteId}\nsession\n${session}`);

/** One account's session: nobody who takes its name to another account writes over it. */
export const accountSessionRef = (keys: Keys, siteId: string, session: string, accountId: string): string =>
  keys.reference('account', `${siteId}\nsession\n${session}\n${accountId}`);

/** Whom the money goes to, as the site calls it: its account number, mostly. */
export const payeeRef = (keys: Keys, siteId: string, payee: string): string =>
  keys.reference('account', `${siteId}\npayee\n${payee}`);

/** @param ip as canonicalIp spells it. */
export const familyOf = (ip: string): 4 | 6 => (ip.includes(':') ? 6 : 4);

/** The /56 of an IPv6 address; null for IPv4. */
export function lineRef(keys: Keys, siteId: string, ip: string): string | null {
  const canonical = canonicalIp(ip);
  if (!canonical.includes(':')) return null;
  const groups = groupsOf(canonical).slice(0, 4);
  const last = Number.parseInt(groups.pop() ?? '0', 16) & 0xff00;
  return keys.reference('address', `${siteId}\nline\n${[...groups, last.toString(16)].join(':')}::/56`);
}

/** A print of how a hand moved, where it is looked for. */
export const handRef = (keys: Keys, siteId: string, print: string): string =>
  keys.reference('hand', `${siteId}\n${print}`);

/** A password's sketch, where it is counted how popular it is: what a site hashed with its own key, once more with ours. */
export const passwordRef = (keys: Keys, siteId: string, sketch: number): string =>
  keys.reference('password', `${siteId}\n${sketch}`);

export const isSameNetwork = (one: string, other: string): boolean =>
  networkOf(canonicalIp(one)) === networkOf(canonicalIp(other));

/** @param ip as canonicalIp spells it. */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return `${ip.slice(0, ip.lastIndexOf('.'))}.0/24`;
  return `${groupsOf(ip).slice(0, 4).join(':')}::/64`;
}

function groupsOf(ip: string): string[] {
  const [head = '', tail] = ip.split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after];
}

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** One spelling for each address: RFC 5952 for IPv6, plain IPv4 for its mapped form. */
export function canonicalIp(ip: string): string {
  const mapped = MAPPED_IPV4.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!ip.includes(':')) return ip;
  const host = URL.parse(`http://[${ip.replace(/%.*$/, '')}]/`)?.hostname.slice(1, -1) ?? ip;
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (hex === null) return host;
  const [high, low] = [Number.parseInt(hex[1] ?? '', 16), Number.parseInt(hex[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
