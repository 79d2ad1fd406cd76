import type { SubjectChange } from '../server/core/subjects/subject.ts';
import { accountRefs, addressRefs, networkRef } from '../server/flows/references.ts';
import { writeCarrier } from '../server/flows/seals.ts';
import type { Keys } from '../server/ports/keys.ts';

/** Accounts that a bench gives a gate to know: the `n`th's id, home address, and the browser it comes back with. */
export type Member = { readonly id: string; readonly ip: string; readonly carrierId: string };

/** Addresses of a Japanese provider's range, one each: 256 accounts share a network. Room for 16 million. */
export const memberOf = (n: number): Member => ({
  id: `customer-${n}`,
  ip: `126.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
  carrierId: n.toString(16).padStart(32, '0'),
});

/** The cookie that a gate set in the member's browser long ago. */
export const cookieOf = (keys: Keys, siteId: string, n: number): string =>
  writeCarrier(keys, siteId, Date.now(), memberOf(n).carrierId);

/** What one day's logins of a member leave in the state: the same subjects and changes that screenings make. */
export function changesOf(keys: Keys, siteId: string, n: number, logins: readonly string[]): SubjectChange[] {
  const { id, ip, carrierId } = memberOf(n);
  const [account = ''] = accountRefs(keys, siteId, id);
  const [address = ''] = addressRefs(keys, siteId, ip);
  const attempts = { kind: 'count', name: 'attempts', by: logins.length } as const;
  const seen = [{ kind: 'distinct', name: 'accounts', value: account } as const];
  const from = [...seen, { kind: 'distinct', name: 'tried', value: account } as const];
  return [
    { subject: { type: 'address', key: address }, changes: from },
    { subject: { type: 'network', key: networkRef(keys, siteId, ip) }, changes: from },
    { subject: { type: 'device', key: carrierId }, changes: seen },
    {
      subject: { type: 'account', key: account },
      changes: [
        attempts,
        { kind: 'distinct', name: 'addresses', value: address },
        { kind: 'distinct', name: 'devices', value: carrierId },
        ...logins.map(member => ({ kind: 'add', list: 'logins', member }) as const),
      ],
    },
  ];
}
