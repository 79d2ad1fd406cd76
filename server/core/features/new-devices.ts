import { readDevices, wasEntered } from '../device-status.ts';
import { WINDOWS } from '../subjects/windows.ts';
import { type Feature, NOT_APPLICABLE, NOT_SENT, STATE_AWAY } from './feature.ts';

/**
 * Browsers that first brought the account's right password within 30 days, this one among them; not applicable to one that is known for
 * longer, or vouched for by a person. That a browser shows no key of the account's is its own word.
 */
export const accountNewDevices30dCount: Feature<number> = {
  provenance: 'claimed',
  derive: ({ now, accountNamed, remembered, program, report, device }) => {
    if (!accountNamed || program.verified !== null) return NOT_APPLICABLE;
    if (remembered === null) return STATE_AWAY;
    if (report === null) return NOT_SENT;
    const since = now - WINDOWS['30d'];
    if (device?.known != null && (device.known.firstSeenAt < since || device.known.by !== null)) return NOT_APPLICABLE;
    const others = readDevices(remembered.account?.lists['devices'] ?? [], now).filter(
      it => it.id !== device?.id && it.firstSeenAt >= since && wasEntered(it),
    );
    return others.length + 1;
  },
};
