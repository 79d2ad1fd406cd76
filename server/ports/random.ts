export type Random = {
  /** Unpredictable bytes, as lower-case hex of twice the length. */
  readonly hex: (bytes: number) => string;
};
