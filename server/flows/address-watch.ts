import { LIMITS } from '../limits.ts';
import { LOOPBACK_ORIGINS } from '../ports/sites.ts';
import { type Known, subjectOf } from './screening-facts.ts';
import type { Asked } from './screening-question.ts';

/** Why addresses of a site say nothing of who came: a proxy stands before it that does not hand them on. */
export const OFF_REASONS = ['one-address', 'private-address'] as const;
export type OffReason = (typeof OFF_REASONS)[number];

export type AddressAlarm = {
  readonly onOff: (siteId: string, reason: OffReason) => void;
  readonly onOn: (siteId: string, reason: OffReason) => void;
};

export type AddressWatch = {
  /** Whether the address is that of most of the site's known devices. Notes the device beside; asked again, it says the same. */
  readonly see: (asked: Pick<Asked, 'site' | 'address' | 'addressRef' | 'now'>, known: Known | null) => boolean;
  /** Sites whose address evidence is off now. */
  readonly off: (reason: OffReason, now: number) => number;
};

type Watched = {
  /** Known devices and the address each came from last, the latest at the end. */
  readonly devices: Map<string, { readonly address: string; readonly at: number }>;
  readonly devicesOf: Map<string, number>;
  readonly offAt: Record<OffReason, number>;
};

const { addressDevicesMin, addressDevicesMax, addressWindowMs, addressSitesMax } = LIMITS;
const NEVER = Number.NEGATIVE_INFINITY;

/**
 * Which share of a site's devices comes from one address, in this process. Devices that were let in before, each once: who floods a
 * site from one address with made-up browsers would otherwise have the evidence against that address switched off.
 */
export function watchAddresses({ onOff, onOn }: AddressAlarm): AddressWatch {
  const sites = new Map<string, Watched>();

  const watchedOf = (siteId: string): Watched => {
    const known = sites.get(siteId);
    if (known !== undefined) return known;
    const [oldest] = sites.size >= addressSitesMax ? sites.keys() : [];
    if (oldest !== undefined) sites.delete(oldest);
    const fresh = {
      devices: new Map(),
      devicesOf: new Map(),
      offAt: { 'one-address': NEVER, 'private-address': NEVER },
    };
    sites.set(siteId, fresh);
    return fresh;
  };
  const isOff = (watched: Watched, reason: OffReason, now: number): boolean =>
    now - watched.offAt[reason] < addressWindowMs;
  const mark = (watched: Watched, siteId: string, reason: OffReason, now: number): void => {
    const was = isOff(watched, reason, now);
    watched.offAt[reason] = now;
    if (!was) onOff(siteId, reason);
  };

  return {
    see: ({ site, address, addressRef, now }, known) => {
      const watched = watchedOf(site.id);
      if (address.scope !== 'public') {
        // The demo's visitors are on this machine.
        if (address.scope !== 'unknown' && site.origins[0] !== LOOPBACK_ORIGINS)
          mark(watched, site.id, 'private-address', now);
        return false;
      }
      const device = known === null || subjectOf(known, 'key') === null ? null : (known.loaded.report?.key ?? null);
      if (device?.state === 'verified') note(watched, device.id, addressRef, now);
      const { size } = watched.devices;
      const isProxy = size >= addressDevicesMin && (watched.devicesOf.get(addressRef) ?? 0) > size / 2;
      if (isProxy) mark(watched, site.id, 'one-address', now);
      else if (watched.offAt['one-address'] !== NEVER && !isOff(watched, 'one-address', now)) {
        watched.offAt['one-address'] = NEVER;
        onOn(site.id, 'one-address');
      }
      return isProxy;
    },
    off: (reason, now) => [...sites.values()].filter(it => isOff(it, reason, now)).length,
  };
}

function note({ devices, devicesOf }: Watched, device: string, address: string, now: number): void {
  const drop = (id: string): void => {
    const was = devices.get(id);
    if (was === undefined) return;
    devices.delete(id);
    const left = (devicesOf.get(was.address) ?? 0) - 1;
    if (left > 0) devicesOf.set(was.address, left);
    else devicesOf.delete(was.address);
  };
  drop(device);
  devices.set(device, { address, at: now });
  devicesOf.set(address, (devicesOf.get(address) ?? 0) + 1);
  for (const [id, { at }] of devices) {
    if (devices.size <= addressDevicesMax && now - at < addressWindowMs) break;
    drop(id);
  }
}
