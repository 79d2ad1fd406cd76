import type { Logger } from 'pino';
import { dayOf, type FollowedNetworks, openNetworks } from './adapters/networks/open-networks.ts';
import type { Config } from './config.ts';
import { ageDaysOf, isTooOld } from './core/networks/list-age.ts';
import { type AddressWatch, OFF_REASONS, type OffReason, watchAddresses } from './flows/address-watch.ts';
import type { Metrics } from './metrics.ts';
import type { LoadedSource } from './ports/networks.ts';
import type { Ports } from './ports/ports.ts';

export type SaidNetworks = FollowedNetworks & {
  /** Once the gate is up: what is loaded, and from then on each change. */
  readonly say: () => void;
};

/** What local data says of addresses, followed, shown and said in the log. */
export function followNetworks(
  { listsFolder }: Config,
  { clock }: Pick<Ports, 'clock'>,
  metrics: Metrics,
  log: Logger,
): SaidNetworks {
  const sayAge = ({ name, edition, madeAt }: LoadedSource): void => {
    const of = { list: name, edition, date: dayOf(madeAt) };
    if (isTooOld(name, ageDaysOf(madeAt, clock.now()))) {
      log.warn(of, 'this list of networks is too old: it weighs less with every day (docs/NETWORKS.md)');
    } else log.info(of, 'a list of networks is loaded');
  };
  let isUp = false;
  const networks = openNetworks(listsFolder, {
    onBroken: (name, error) =>
      log.error({ list: name, err: error }, 'a list of networks cannot be used: what was loaded before goes on'),
    onLoaded: (name, source) => {
      if (!isUp) return;
      if (source === null) log.info({ list: name }, 'a list of networks is gone');
      else sayAge(source);
    },
  });
  metrics.onRead(() => {
    metrics.listAge.reset();
    metrics.listTooOld.reset();
    for (const { name, madeAt } of networks.loaded()) {
      const days = ageDaysOf(madeAt, clock.now());
      metrics.listAge.set({ list: name }, days);
      metrics.listTooOld.set({ list: name }, isTooOld(name, days) ? 1 : 0);
    }
  });
  return {
    ...networks,
    say: () => {
      isUp = true;
      networks.loaded().forEach(sayAge);
    },
  };
}

const OFF_WORDS: Readonly<Record<OffReason, string>> = {
  'one-address': 'most known devices of this site come from one address',
  'private-address': 'screenings of this site come from private addresses',
};

/** Whether addresses say anything of who comes, shown and said in the log. */
export function watchAddressesOf({ clock }: Pick<Ports, 'clock'>, metrics: Metrics, log: Logger): AddressWatch {
  const watch = watchAddresses({
    onOff: (siteId, reason) =>
      log.warn(
        { siteId, reason },
        `${OFF_WORDS[reason]}: evidence by address is off for those. Have the backend send the client's own address (docs/OPERATING.md)`,
      ),
    onOn: (siteId, reason) => log.info({ siteId, reason }, 'evidence by address is on again'),
  });
  metrics.onRead(() => {
    for (const reason of OFF_REASONS) metrics.addressEvidenceOff.set({ reason }, watch.off(reason, clock.now()));
  });
  return watch;
}
