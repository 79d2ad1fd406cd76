import { domainToASCII } from 'node:url';
import { deviceOfKey } from '../core/device-status.ts';
import type { Facts } from '../core/facts.ts';
import { saysNothing } from '../core/features/network.ts';
import type { Listed, ListIndex } from '../core/lists/list-index.ts';
import { countryOf } from '../core/networks/network-kind.ts';
import type { SeenDevice } from './device.ts';
import type { Asked } from './screening-question.ts';

/**
 * What of the site's lists this action meets. An address of a proxy, through which most of the site comes, says nothing of who came:
 * then no entry on a network holds, or one on it would refuse everybody.
 */
export function listedIn(
  lists: ListIndex,
  { refs, ip, request, now }: Asked,
  facts: Facts,
  seen: SeenDevice | null,
): Listed {
  const { address, device, report } = facts;
  const key = report?.key.state === 'verified' ? [deviceOfKey(report.key.id)] : [];
  const names = {
    accounts: refs,
    devices: device === null ? key : [device.id, ...key],
    besideDevices: seen?.beside ?? [],
    network: saysNothing(facts) ? null : { ip, asn: address.asn?.number ?? null, country: countryOf(address, now) },
    mailDomain: mailDomainOf(request.account),
    campaigns: facts.pulse?.shapes ?? [],
  };
  return lists.find(names, request.action, now);
}

/** Of its mail address, or of its id where that is one; in its one spelling. */
function mailDomainOf(account: Asked['request']['account']): string | null {
  const mail = account?.email ?? account?.id ?? '';
  const at = mail.lastIndexOf('@');
  return at === -1 ? null : domainToASCII(mail.slice(at + 1).trim()).replace(/\.$/, '') || null;
}
