import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadList } from '../../server/adapters/networks/load-list.ts';
import { type FollowedNetworks, openNetworks } from '../../server/adapters/networks/open-networks.ts';
import type { ListName } from '../../server/core/networks/address-facts.ts';
import { seededRandom } from '../../test/support/seeded-random.ts';
import type { Figure } from '../figure.ts';

/** Published lists of one folder, read as an operator would load them; none of them is part of the project. */
const HOSTING = /^(x4bnet_datacenter|ipcat|ipranges_(amazon|digitalocean|google|linode|microsoft|oracle|vultr))/;
const PEOPLE = /^(icloud|ipranges_apple-proxy)/;
const VPNS = /^(x4bnet_vpn|ipranges_protonvpn)/;
const TOR = /^tor_exit/;

type Drawn = { called: number; right: number; listed: number };

/** What the data that ships says of hosting, against published lists of it: by address, drawn evenly from all that are announced. */
export function listFigures(folder: string, draws: number, seed: number): readonly Figure[] {
  const lists = mkdtempSync(join(tmpdir(), 'sekisho-bench-lists-'));
  const loadAll = (name: ListName, wanted: RegExp): void => {
    const text = textsIn(folder, wanted).join('\n');
    if (text !== '') loadList(lists, { name, content: { text }, edition: 'bench', madeAt: Date.now(), force: true });
  };
  loadAll('hosting', HOSTING);
  loadAll('relay', PEOPLE);
  loadAll('vpn', VPNS);
  loadAll('tor', TOR);
  const networks = openNetworks(lists);
  networks.stop();
  try {
    return [...hostingFigures(networks, draws, seed), ...shareFigures(networks, folder)];
  } finally {
    rmSync(lists, { recursive: true, force: true });
  }
}

export const hasLists = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some(it => HOSTING.test(it));

const textsIn = (folder: string, wanted: RegExp): readonly string[] =>
  readdirSync(folder)
    .filter(it => wanted.test(it) && it.endsWith('.gz'))
    .map(it => gunzipSync(readFileSync(join(folder, it))).toString());

function hostingFigures(networks: FollowedNetworks, draws: number, seed: number): readonly Figure[] {
  const random = seededRandom(seed);
  const all: Drawn = { called: 0, right: 0, listed: 0 };
  const inJapan = { people: 0, called: 0 };
  for (let n = 0; n < draws; n++) {
    const ip = Array.from({ length: 4 }, () => Math.floor(random.unit() * 256)).join('.');
    const { asn, listed, place } = networks.of(ip);
    if (asn === null) continue;
    const isCalled = asn.kind === 'hosting';
    if (listed.hosting === true) all.listed++;
    if (isCalled) all.called++;
    if (isCalled && listed.hosting === true) all.right++;
    if (place?.country === 'JP' && listed.hosting === false) {
      inJapan.people++;
      if (isCalled) inJapan.called++;
    }
  }
  const note = `of ${draws} addresses, seed ${seed}: ${all.called} called, ${all.listed} listed`;
  return [
    {
      what: 'hosting, by the data that ships: precision by address',
      value: (100 * all.right) / all.called,
      unit: '%',
      note,
    },
    {
      what: 'hosting, by the data that ships: recall by address',
      value: (100 * all.right) / all.listed,
      unit: '%',
      note,
    },
    {
      what: 'addresses in Japan that no list names, called hosting',
      value: (100 * inJapan.called) / inJapan.people,
      unit: '%',
      note: `${inJapan.called} of ${inJapan.people}`,
    },
  ];
}

/** Of the addresses that each list names, the first of every range. */
function shareFigures(networks: FollowedNetworks, folder: string): readonly Figure[] {
  const share = (what: string, wanted: RegExp, isSo: (ip: string) => boolean): readonly Figure[] => {
    const lines = textsIn(folder, wanted).flatMap(it => it.split('\n'));
    const ips = lines.map(it => it.trim().split(/[/,]/)[0] ?? '').filter(ip => networks.of(ip).scope === 'public');
    if (ips.length === 0) return [];
    return [{ what, value: (100 * ips.filter(isSo).length) / ips.length, unit: '%', note: `${ips.length} ranges` }];
  };
  const kind = (ip: string): string => networks.of(ip).asn?.kind ?? '';
  const isHeld = (ip: string): boolean => ['hosting', 'vpn'].includes(kind(ip));
  return [
    ...share('Private Relay (people), called hosting or VPN without its list', PEOPLE, isHeld),
    ...share('VPNs, called hosting or VPN without a list', VPNS, isHeld),
    ...share('Tor exits of 2024, called hosting or VPN without a list', TOR, isHeld),
  ];
}
