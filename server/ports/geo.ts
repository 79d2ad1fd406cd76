/** Places of addresses, from local data alone. */
export type Geo = {
  /** ISO 3166-1 alpha-2; null: unknown (private ranges, no data). */
  readonly country: (ip: string) => string | null;
  /** Name and version of the data, kept in every record. */
  readonly dataVersion: string;
};
