import type { AddressFacts } from './address-facts.ts';
import { type NetworkKind, networkReading } from './network-kind.ts';

/** Where a request came from, as far as it is compared with where another did. */
export type NetworkPoint = {
  readonly family: 4 | 6;
  /** null: unknown, or it says nothing of who came. */
  readonly asn: number | null;
  readonly kind: NetworkKind | null;
};

/** `servers`: to where servers stand, a VPN or Tor; `line`: to another provider's lines. */
export type Moved = 'same' | 'line' | 'servers';

/** Whoever comes through these changes networks without moving: a phone leaves the Wi-Fi, a relay takes another exit. */
const NEUTRAL: readonly NetworkKind[] = ['relay', 'mobile', 'other'];
const SERVERS: readonly NetworkKind[] = ['hosting', 'vpn', 'tor'];

/**
 * From one network to another, by who runs them and what they are for, never by address: of one line those change, too. null: it cannot be
 * told, as between IPv4 and IPv6, whose routes are often run by two providers for one home.
 */
export function networkMoved(before: NetworkPoint, here: NetworkPoint): Moved | null {
  if (before.family !== here.family || before.asn === null || here.asn === null) return null;
  if (before.kind === null || here.kind === null) return null;
  if (NEUTRAL.includes(before.kind) || NEUTRAL.includes(here.kind)) return null;
  if (before.asn === here.asn && before.kind === here.kind) return 'same';
  if (SERVERS.includes(here.kind)) return 'servers';
  // Who switches a VPN off is at home again.
  return SERVERS.includes(before.kind) ? null : 'line';
}

/** @param address null: nobody looked it up. */
export function networkPoint(address: AddressFacts | null, family: 4 | 6, now: number): NetworkPoint {
  if (address === null || (address.scope !== 'public' && address.scope !== 'unknown')) {
    return { family, asn: null, kind: null };
  }
  return { family, asn: address.asn?.number ?? null, kind: networkReading(address, now)?.kind ?? null };
}
