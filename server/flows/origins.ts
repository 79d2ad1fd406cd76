import { LOOPBACK_ORIGINS, type Site } from '../ports/sites.ts';

const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** Exact echo of the site's own list; the demo's takes any http(s) origin of this machine, on any port. */
export function isListedOrigin(site: Pick<Site, 'origins'>, origin: string): boolean {
  if (site.origins.includes(origin)) return true;
  if (!site.origins.includes(LOOPBACK_ORIGINS)) return false;
  const url = URL.parse(origin);
  if (url === null || url.origin !== origin) return false;
  return (url.protocol === 'http:' || url.protocol === 'https:') && LOOPBACK_HOSTS.includes(url.hostname);
}

/**
 * Listed, or of a host beneath a listed one (`www.` left out), which the site gives to nobody else: one that was set up and is not listed
 * yet is no relay. Over TLS alone: whoever strips it keeps the name.
 */
export function isOwnPage(site: Pick<Site, 'origins'>, page: string): boolean {
  if (isListedOrigin(site, page)) return true;
  const url = URL.parse(page);
  if (url?.protocol !== 'https:') return false;
  return site.origins.some(it => {
    const host = URL.parse(it)?.hostname.replace(/^www\./, '') ?? '';
    return host !== '' && (url.hostname === host || url.hostname.endsWith(`.${host}`));
  });
}
