import { isIP } from 'node:net';

/** Each reads one kind of setting: its value, or in words what it must be. None repeats what was given: some of it is secret. */

const SECRET_BYTES_MIN = 32;
export const SECRET_HINT = 'Try: openssl rand -base64 48';

export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number | string => {
    const value = Number(text);
    const fits = /^\d{1,9}$/.test(text) && value >= min && value <= max;
    return fits ? value : `must be a whole number, ${min} to ${max}.`;
  };

export function port(text: string): number | string {
  const value = wholeNumber(0, 65_535)(text);
  return typeof value === 'number' ? value : 'must be a port number, 0 to 65535 (0: any free one).';
}

export function host(text: string): { host: string } | string {
  const fits = isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);
  return fits ? { host: text } : 'must be an address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0.';
}

export function secrets(text: string): readonly Uint8Array[] | string {
  const all = text.split(',').map(it => Buffer.from(it.trim()));
  const short = all.some(it => it.length < SECRET_BYTES_MIN);
  return short ? `must be at least 32 bytes (older ones, for a change of secret, after commas). ${SECRET_HINT}` : all;
}

const isCidr = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

export function trustProxy(text: string): false | number | readonly string[] | string {
  if (/^\d{1,2}$/.test(text)) return text === '0' ? false : Number(text);
  const list = text.split(',').map(it => it.trim());
  return list.every(isCidr) ? list : 'must be a number of proxies, or their addresses or CIDRs with commas between.';
}

export function publicPath(text: string): { path: string } | string {
  const path = text.replace(/\/+$/, '');
  const fits = /^(\/[A-Za-z0-9._~-]+)+$/.test(path) && !/\/\.\.?(\/|$)/.test(path);
  return fits ? { path } : 'must be a path such as /s: a slash, then letters, digits, dots or dashes.';
}

export function onOff(text: string): boolean | string {
  if (text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' ? false : 'must be 1 or 0.';
}

export const oneOf =
  <T extends string>(all: readonly T[]) =>
  (text: string): { it: T } | string => {
    const it = all.find(known => known === text);
    return it === undefined ? `must be one of ${all.join(', ')}.` : { it };
  };

/** One Redis, or nodes of one Cluster: all with TLS or all without; a Cluster has the database 0 alone. */
export function redisUrls(text: string): readonly string[] | string {
  const all = text.split(',').map(it => it.trim());
  const urls = all.map(it => URL.parse(it));
  const fits = urls.every(it => it !== null && /^rediss?:$/.test(it.protocol) && it.hostname !== '');
  if (!fits) return 'must be redis://HOST:PORT or rediss://HOST:PORT (several nodes of a Cluster with commas between).';
  if (new Set(urls.map(it => it?.protocol)).size > 1)
    return 'must name all nodes with TLS (rediss://), or all without.';
  const paths = urls.map(it => it?.pathname ?? '');
  if (!paths.every(it => /^(\/\d{0,4})?$/.test(it))) return 'must end with nothing, or with the number of a database.';
  if (all.length > 1 && paths.some(it => !/^\/?0?$/.test(it))) return 'must name no database: a Cluster has one alone.';
  return all;
}

export function postgresUrl(text: string): { url: string } | string {
  const url = URL.parse(text);
  const fits = url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== '' && url.pathname.length > 1;
  return fits ? { url: text } : 'must be postgres://USER:PASSWORD@HOST:PORT/DATABASE.';
}

/** ISO 3166-1 alpha-2, with commas between. */
export function countries(text: string): readonly string[] | string {
  const codes = text.split(',').map(it => it.trim().toUpperCase());
  return codes.every(it => /^[A-Z]{2}$/.test(it))
    ? codes
    : 'must be countries by their two letters, such as JP or JP,US.';
}
