import {
  type AddressFacts,
  type Asn,
  LIST_NAMES,
  type ListName,
  type Place,
  SOURCE_NAMES,
  type SourceName,
} from '../../core/networks/address-facts.ts';
import { type AddressWords, addressWords, scopeOf } from '../../core/networks/address-words.ts';
import type { LoadedSource, Networks } from '../../ports/networks.ts';
import { asnsIn } from './asn-table.ts';
import { followLists, type ListsWatch } from './list-folder.ts';
import { PACKAGED_NAMES, packagedFile } from './packaged-sources.ts';
import type { PackedFile } from './packed-file.ts';
import { placesIn } from './places.ts';
import { listedIn } from './range-list.ts';

export type FollowedNetworks = Networks & { readonly stop: () => void };
export type NetworksWatch = Pick<ListsWatch, 'onBroken'> & {
  readonly onLoaded: (name: SourceName, source: LoadedSource | null) => void;
};

const UNWATCHED: NetworksWatch = { onBroken: () => {}, onLoaded: () => {} };
const NOT_LISTED: AddressFacts['listed'] = { tor: null, relay: null, vpn: null, mobile: null, hosting: null };

type Readers = {
  place: (address: AddressWords) => Place | null;
  asn: (address: AddressWords) => Asn | null;
  lists: Partial<Record<ListName, (address: AddressWords, asn: number | null) => boolean>>;
};

/**
 * All that local data says of addresses: what the packages bring, and above it the operator's lists of a folder, which are followed
 * until it is stopped.
 */
export function openNetworks(listsFolder: string, watch: NetworksWatch = UNWATCHED): FollowedNetworks {
  const files = new Map<SourceName, PackedFile>();
  const readers: Readers = { place: () => null, asn: () => null, lists: {} };
  let dataAt: AddressFacts['dataAt'] = {};
  let dataVersions: Readonly<Record<string, string>> = {};

  const use = (name: SourceName, file: PackedFile | null): void => {
    if (file === null) files.delete(name);
    else files.set(name, file);
    if (name === 'places') readers.place = file === null ? () => null : placesIn(file);
    else if (name === 'asn') readers.asn = file === null ? () => null : asnsIn(file);
    else readers.lists = { ...readers.lists, [name]: file === null ? undefined : listedIn(file) };
    const heads = SOURCE_NAMES.flatMap(it => files.get(it)?.head ?? []);
    dataAt = Object.fromEntries(heads.map(it => [it.name, it.madeAt]));
    dataVersions = Object.fromEntries(heads.map(it => [it.name, `${it.edition}, ${dayOf(it.madeAt)}`]));
    watch.onLoaded(name, file === null ? null : loadedSource(file));
  };
  const packaged = (name: SourceName): PackedFile | null => {
    const own = PACKAGED_NAMES.find(it => it === name);
    return own === undefined ? null : packagedFile(own);
  };
  const { stop } = followLists(listsFolder, {
    onChange: (name, file) => use(name, file ?? packaged(name)),
    onBroken: watch.onBroken,
  });
  for (const name of PACKAGED_NAMES) if (!files.has(name)) use(name, packagedFile(name));

  return {
    of: ip => {
      const address = addressWords(ip);
      const scope = address === null ? 'unknown' : scopeOf(address);
      if (address === null || scope !== 'public') return { scope, place: null, asn: null, listed: NOT_LISTED, dataAt };
      const asn = readers.asn(address);
      return { scope, place: readers.place(address), asn, listed: listedBy(readers, address, asn), dataAt };
    },
    loaded: () => SOURCE_NAMES.flatMap(it => files.get(it) ?? []).map(loadedSource),
    dataVersions: () => dataVersions,
    stop,
  };
}

function listedBy({ lists }: Readers, address: AddressWords, asn: Asn | null): AddressFacts['listed'] {
  const listed: Record<ListName, boolean | null> = { ...NOT_LISTED };
  for (const name of LIST_NAMES) listed[name] = lists[name]?.(address, asn?.number ?? null) ?? null;
  return listed;
}

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

const loadedSource = ({ head: { name, edition, madeAt, entries }, bytes }: PackedFile): LoadedSource => ({
  name,
  edition,
  madeAt,
  entries,
  bytes,
});
