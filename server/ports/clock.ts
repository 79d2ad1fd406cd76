export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds since any fixed moment, never going back, with fractions: for lengths of time. */
  readonly monotonic: () => number;
  /** As monotonic, but hardly moving while this process is held up: what others are given time for is measured with it. */
  readonly attentive: () => number;
};
