import type { Scope } from '../../shared/wire/judgement.ts';
import type { Ports } from '../ports/ports.ts';
import { LOOPBACK_ORIGINS, type Site } from '../ports/sites.ts';

export const DEMO_SITE = 'demo';
export const DEMO_PUBLIC_KEY = 'pk_demo';

type Opened = Pick<Ports, 'sites' | 'random' | 'clock' | 'keys'>;

/** A new site observes until its owner says otherwise. Rejects where the name is taken. */
export async function addSite(ports: Opened, name: string, origins: readonly string[]): Promise<Site> {
  const publicKey = `pk_${Buffer.from(ports.random.hex(12), 'hex').toString('base64url')}`;
  const site: Site = { ...BLANK, id: ports.random.hex(8), name, publicKey, origins };
  await ports.sites.add(site, ports.clock.now());
  return site;
}

const BLANK = {
  mode: 'observe',
  enforceShare: 1,
  agent: 'on',
  fingerprint: 'full',
  gpc: 'honour',
  workBits: 0,
  detectorsOff: [],
  failover: {},
} as const;

/** The demo's site, made at its first start; it enforces, and takes any origin of this machine. */
export async function demoSite(ports: Opened): Promise<Site> {
  const known = await ports.sites.byName(DEMO_SITE);
  if (known !== null) return known;
  const id = ports.random.hex(8);
  const site: Site = {
    ...BLANK,
    id,
    name: DEMO_SITE,
    publicKey: DEMO_PUBLIC_KEY,
    mode: 'enforce',
    origins: [LOOPBACK_ORIGINS],
  };
  try {
    await ports.sites.add(site, ports.clock.now());
    return site;
  } catch (error) {
    // Another process that starts at the same moment may have made it.
    const made = await ports.sites.byName(DEMO_SITE);
    if (made === null) throw error;
    return made;
  }
}

/** A key is shown once; only its keyed hash is stored. */
export async function addApiKey(ports: Opened, site: Site, scopes: readonly Scope[]): Promise<string> {
  const key = newApiKey(ports);
  await ports.sites.addApiKey(ports.keys.reference('api-key', key), { siteId: site.id, scopes }, ports.clock.now());
  return key;
}

export const newApiKey = ({ random }: Pick<Ports, 'random'>): string =>
  `sk_${Buffer.from(random.hex(32), 'hex').toString('base64url')}`;
