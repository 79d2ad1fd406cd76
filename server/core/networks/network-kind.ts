import type { AddressFacts, ListName, SourceName } from './address-facts.ts';
import type { AsnKind } from './asn-kind.ts';
import { ageDaysOf, listTrust } from './list-age.ts';

export type NetworkKind = AsnKind | 'tor' | 'relay';

/** A carrier's translator and a relay stand before thousands, also before any of them is known as an owner. */
export const isTranslated = (kind: unknown): boolean => kind === 'mobile' || kind === 'relay';

/** Whoever works a list off chooses among a VPN's, Tor's and a data centre's networks, and meets the owners who come by them. */
const HIRED: readonly unknown[] = ['vpn', 'tor', 'hosting'];
/** One line of few people, as far as is known. */
export const isOwnLine = (kind: unknown): boolean => !isTranslated(kind) && !HIRED.includes(kind);

/** What an address is for, and what said so. */
export type NetworkReading = { readonly kind: NetworkKind; readonly from: SourceName; readonly ageDays: number };

/** The narrower word stands first: a relay's exits lie in hosters' ranges, and its users are people. */
const KIND_OF_LIST: readonly (readonly [ListName, NetworkKind])[] = [
  ['tor', 'tor'],
  ['relay', 'relay'],
  ['vpn', 'vpn'],
  ['mobile', 'mobile'],
  ['hosting', 'hosting'],
];

/** null: not known, also where what is known of it is too old. */
export function networkReading(address: AddressFacts, now: number): NetworkReading | null {
  for (const [list, kind] of KIND_OF_LIST) {
    if (listedIn(address, list, now) === true) return { kind, from: list, ageDays: ageOf(address, list, now) };
  }
  if (address.asn === null || trustIn(address, 'asn', now) === 0) return null;
  return { kind: address.asn.kind, from: 'asn', ageDays: ageOf(address, 'asn', now) };
}

/** null: no such list is loaded, or it is too old to say anything. */
export const listedIn = (address: AddressFacts, list: ListName, now: number): boolean | null =>
  trustIn(address, list, now) === 0 ? null : address.listed[list];

/** null: unknown, or the data is too old to say. */
export const countryOf = (address: AddressFacts, now: number): string | null =>
  trustIn(address, 'places', now) === 0 ? null : (address.place?.country ?? null);

/** By what was derived of it, also in a stored record: an address that says nothing of who came makes nobody's habit. */
export const isNobodysNetwork = (features: Readonly<Record<string, unknown>>): boolean =>
  features['addressPrivate'] === true || features['addressIsProxy'] === true;

function ageOf({ dataAt }: AddressFacts, source: SourceName, now: number): number {
  const madeAt = dataAt[source];
  return madeAt === undefined ? Number.POSITIVE_INFINITY : ageDaysOf(madeAt, now);
}

const trustIn = (address: AddressFacts, source: SourceName, now: number): number =>
  listTrust(source, ageOf(address, source, now));
