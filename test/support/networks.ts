import type { AddressFacts, ListName } from '../../server/core/networks/address-facts.ts';
import type { AsnKind } from '../../server/core/networks/asn-kind.ts';
import { evidenceOf } from './evidence-of.ts';
import { addressIn, personFacts, remembering } from './person-facts.ts';

const NOW = Date.UTC(2026, 10, 21);
const DAY_MS = 86_400_000;

/** An address that a list names, or not, by data so many days old. */
export function listed(name: ListName, { is = true, days = 0 } = {}): AddressFacts {
  const known = addressIn('JP');
  return {
    ...known,
    listed: { ...known.listed, [name]: is },
    dataAt: { ...known.dataAt, [name]: NOW - days * DAY_MS },
  };
}

export const onNetwork = (kind: AsnKind, days = 0): AddressFacts =>
  addressIn('JP', {
    asn: { number: 64_501, name: 'Example', kind },
    dataAt: { places: NOW, asn: NOW - days * DAY_MS },
  });

/** @param sharedBy vouched devices that came from the address lately. */
export function weightFrom(code: string, address: AddressFacts, sharedBy = 0): number | undefined {
  const subject = {
    firstSeenAt: 0,
    lastSeenAt: 0,
    counters: {},
    distincts: {},
    lists: {},
    crowds: { vouched: sharedBy },
  };
  const remembered = { ...remembering(), address: subject };
  return evidenceOf(code, personFacts({ address, remembered }))?.weight;
}
