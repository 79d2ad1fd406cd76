import type { AddressFacts, SourceName } from '../core/networks/address-facts.ts';

/** What local data says of addresses: nothing is asked over the network. */
export type Networks = {
  /** A few microseconds, without a wait; an address that is none is of scope `unknown`. */
  readonly of: (ip: string) => AddressFacts;
  readonly loaded: () => readonly LoadedSource[];
  /** Of every source, its edition and date: kept in every record. */
  readonly dataVersions: () => Readonly<Record<string, string>>;
};

export type LoadedSource = {
  readonly name: SourceName;
  /** Where it comes from, in the operator's words or the package's name and version. */
  readonly edition: string;
  /** When its data was made, ms since the epoch. */
  readonly madeAt: number;
  /** Ranges, or numbers of networks, that it holds. */
  readonly entries: number;
  readonly bytes: number;
};
