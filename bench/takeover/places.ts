import type { AsnKind } from '../../server/core/networks/asn-kind.ts';
import type { Draws } from '../device/seeded-draws.ts';
import type { Place } from './login.ts';

const NONE_LOADED = { tor: null, relay: null, vpn: null, mobile: null, hosting: null };

/** @param net number of a /24: two thousand networks a block, so that no two of the lists here meet. */
function place(block: number, net: number, host: number, asn: number, kind: AsnKind, country = 'JP'): Place {
  const [high, low] = [(net >> 8) & 255, net & 255];
  const network = `${block}.${high}.${low}`;
  return {
    ip: `${network}.${host}`,
    network,
    facts: {
      scope: 'public',
      place: { country, region: '', city: '', timeZone: '', latitude: 35.7, longitude: 139.7, radiusKm: 20 },
      asn: { number: asn, name: `AS${asn}`, kind },
      listed: NONE_LOADED,
    },
  };
}

/** Fixed lines by their customers, as they are spread: two hold half. */
const LINES = [17676, 4713, 2516, 2518, 2519, 4685, 9595, 7679, 10013, 17511, 18126, 9824];
const CARRIERS = [9605, 2516, 17676, 138384];
/** Of a carrier's translators, those of one region, and the networks that they stand in. */
const NAT_NETWORKS = 120;
const NAT_HOSTS = 24;
const HOSTERS = [16509, 9370, 7684, 20473, 14061];
const VPNS = [136787, 209103, 39351];
const ABROAD = [
  ['US', 7922],
  ['TH', 9931],
  ['KR', 4766],
  ['TW', 3462],
  ['FR', 3215],
] as const;
const FAR = [
  ['NL', 14061],
  ['VN', 45899],
  ['US', 20473],
  ['BR', 28573],
  ['RU', 12389],
] as const;

const pick = <T>(draws: Draws, all: readonly T[], zipf = false): T => {
  const it = all[zipf ? draws.zipf(all.length) : draws.below(all.length)];
  if (it === undefined) throw new Error('nothing to pick from');
  return it;
};

/** A /24 of a fixed line holds many homes: each has an address, and two hundred share the network's name. */
export const aHome = (draws: Draws): Place => lineOf(draws, pick(draws, LINES, true));
export function lineOf(draws: Draws, asn: number): Place {
  const n = Math.max(0, LINES.indexOf(asn));
  return place(110 + n, draws.below(2000), 1 + draws.below(250), asn, 'consumer');
}
/** A company's one address to the outside. */
export const anOffice = (n: number): Place => place(150, n, 1, 2497, 'other');
export type Carrier = { readonly carrier: number; readonly firstNetwork: number; readonly networks: number };
export const aCarrier = (draws: Draws, networks: number): Carrier => ({
  carrier: draws.below(CARRIERS.length),
  firstNetwork: networks * draws.below(Math.max(1, Math.floor(NAT_NETWORKS / networks))),
  networks,
});
/** Another address with nearly each login, among those of the region; thousands stand behind one. */
export function onTheRoad(draws: Draws, { carrier, firstNetwork, networks }: Carrier): Place {
  const net = firstNetwork + draws.below(networks);
  return place(160 + carrier, net, 1 + draws.below(NAT_HOSTS), CARRIERS[carrier] ?? 0, 'mobile');
}
export function onAJourney(draws: Draws): Place {
  const [country, asn] = pick(draws, ABROAD);
  return place(170, draws.below(60_000), 1 + draws.below(250), asn, 'consumer', country);
}

export function farAway(draws: Draws): Place {
  const [country, asn] = pick(draws, FAR);
  return place(
    180,
    draws.below(60_000),
    1 + draws.below(250),
    asn,
    draws.chance(0.5) ? 'hosting' : 'consumer',
    country,
  );
}
/** In the country: seven of ten through hosters, two through networks known for VPNs, one through someone's home. */
export function throughVpn(draws: Draws): Place {
  const kind = draws.weighted([0.7, 0.2, 0.1]);
  if (kind === 2) return aHome(draws);
  const asn = pick(draws, kind === 0 ? HOSTERS : VPNS);
  return place(190 + kind, draws.below(4000), 1 + draws.below(250), asn, kind === 0 ? 'hosting' : 'vpn');
}
/** Of a botnet: hosters, homes abroad, and phones in the country, behind whose translators customers stand too. */
export function botAddress(n: number, draws: Draws): Place {
  const kind = draws.weighted([0.4, 0.5, 0.1]);
  if (kind === 2) return onTheRoad(draws, aCarrier(draws, NAT_NETWORKS));
  if (kind === 0) return place(200, n, 1 + draws.below(250), pick(draws, HOSTERS), 'hosting');
  const [country, asn] = pick(draws, FAR);
  return place(201, n, 1 + draws.below(250), asn, 'consumer', country);
}
export const taintedHome = (n: number, draws: Draws): Place =>
  place(202, n, 1 + draws.below(250), pick(draws, LINES, true), 'consumer');
