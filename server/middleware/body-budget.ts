/** The bytes of one body that the process holds. */
export type HeldBody = {
  /** More of it came. false: there is no room, also not by giving up older ones. */
  readonly add: (bytes: number) => boolean;
  /** All of it came: it is not given up any more. */
  readonly finish: () => void;
  readonly release: () => void;
};

type Held = { bytes: number; readonly giveUp: () => void };

/**
 * The bytes of bodies that one lane may hold at once. Where they do not suffice, the body that has been on its way for the longest is
 * given up: a flood of slow ones gives each other up, and not those that come at once.
 */
export class BodyBudget {
  readonly #bytesMax: number;
  readonly #onLimit: () => void;
  /** On their way, the oldest first. */
  readonly #unfinished = new Set<Held>();
  #bytes = 0;

  constructor(bytesMax: number, onLimit: () => void) {
    this.#bytesMax = bytesMax;
    this.#onLimit = onLimit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  hold(giveUp: () => void): HeldBody {
    const held: Held = { bytes: 0, giveUp };
    this.#unfinished.add(held);
    return {
      add: bytes => this.#makeRoom(held, bytes),
      finish: () => this.#unfinished.delete(held),
      release: () => this.#release(held),
    };
  }

  #makeRoom(held: Held, bytes: number): boolean {
    while (this.#bytes + bytes > this.#bytesMax) {
      this.#onLimit();
      const [oldest] = this.#unfinished;
      if (oldest === undefined || oldest === held) return false;
      this.#release(oldest);
      oldest.giveUp();
    }
    this.#bytes += bytes;
    held.bytes += bytes;
    return true;
  }

  #release(held: Held): void {
    this.#unfinished.delete(held);
    this.#bytes -= held.bytes;
    held.bytes = 0;
  }
}
