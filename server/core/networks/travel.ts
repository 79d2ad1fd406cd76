import type { Place } from './address-facts.ts';
import type { NetworkKind } from './network-kind.ts';

/** One login, as far as travelling goes. */
export type TravelPoint = {
  readonly place: Place | null;
  readonly networkKind: NetworkKind | null;
  /** ms since the epoch. */
  readonly at: number;
};

export type Travel = { readonly possible: boolean; readonly kmAtLeast: number; readonly hours: number };

const HOUR_MS = 60 * 60_000;
const EARTH_KM = 6371;
/** Airliners cruise at 900 km/h; door to door nobody is faster. */
const KMH_MAX = 900;
/** Nearer than a short flight, data is wrong more often than people travel. */
const KM_MIN = 500;
/** Two times of three an address is within the radius that the data gives; within twice that, nearly always. */
const RADII = 2;
/** Where data gives no radius: of a country. */
const RADIUS_UNKNOWN_KM = 1000;

/** Whose address says where the person is: not that of an exit somewhere in the world. */
const SAYS_WHERE: readonly NetworkKind[] = ['consumer', 'mobile', 'education'];
/** Fixed lines; a phone's address is that of its carrier's gateway, anywhere in the country. */
const FIXED: readonly NetworkKind[] = ['consumer', 'education'];

/**
 * Could one person have been at both? Judged only across countries, or between fixed networks, and against the least distance that
 * the data's accuracy leaves. null: it cannot be told.
 */
export function travelBetween(a: TravelPoint, b: TravelPoint): Travel | null {
  if (a.place === null || b.place === null || a.networkKind === null || b.networkKind === null) return null;
  const kinds = [a.networkKind, b.networkKind];
  if (!kinds.every(it => SAYS_WHERE.includes(it))) return null;
  if (a.place.country === b.place.country && !kinds.every(it => FIXED.includes(it))) return null;
  const kmAtLeast = Math.round(Math.max(0, kmBetween(a.place, b.place) - slackOf(a.place) - slackOf(b.place)));
  const hours = Math.abs(b.at - a.at) / HOUR_MS;
  return { possible: kmAtLeast < KM_MIN || kmAtLeast <= KMH_MAX * hours, kmAtLeast, hours };
}

const slackOf = ({ radiusKm }: Place): number => (radiusKm === null ? RADIUS_UNKNOWN_KM : RADII * radiusKm);

/** Great circle, by the haversine formula. */
export function kmBetween(a: Pick<Place, 'latitude' | 'longitude'>, b: Pick<Place, 'latitude' | 'longitude'>): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [dLat, dLon] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
