export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds since any fixed moment, never going back, with fractions: for lengths of time. */
  readonly monotonic: () => number;
};
