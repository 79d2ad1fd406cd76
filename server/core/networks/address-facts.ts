import type { AsnKind } from './asn-kind.ts';

/** Lists of ranges that an operator may load; the gate ships none of them. */
export const LIST_NAMES = ['tor', 'relay', 'vpn', 'mobile', 'hosting'] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** All that is known of addresses comes from one of these, each with the date of its data. */
export const SOURCE_NAMES = ['places', 'asn', ...LIST_NAMES] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

/** `shared`: between a carrier and its customers (100.64/10, RFC 6598). Whoever has one of these stands on this side of some gateway. */
export type AddressScope = 'public' | 'private' | 'loopback' | 'link-local' | 'shared' | 'unknown';

export type Place = {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 3166-2 without the country; '' where only the country is known, as city and time zone are. */
  readonly region: string;
  readonly city: string;
  readonly timeZone: string;
  readonly latitude: number;
  readonly longitude: number;
  /** The data's own accuracy: the address is within so many kilometres, two times of three; null: not said. */
  readonly radiusKm: number | null;
};

export type Asn = { readonly number: number; readonly name: string; readonly kind: AsnKind };

/** What local data knows of an address. Unknown is null. */
export type AddressFacts = {
  readonly scope: AddressScope;
  readonly place: Place | null;
  readonly asn: Asn | null;
  /** null: no such list is loaded. */
  readonly listed: Readonly<Record<ListName, boolean | null>>;
  /** When the data of each source that is loaded was made, ms since the epoch. */
  readonly dataAt: Readonly<Partial<Record<SourceName, number>>>;
};
