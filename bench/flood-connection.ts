import { connect, type Socket } from 'node:net';

export type Outcome = 'taken' | 'refused' | 'cut';

const STATUS = /HTTP\/1\.1 (\d{3})/g;
const REFUSED = '503';

/**
 * A flooder's connection: requests are written one behind the other without waiting for answers (pipelined, as floods are), of the
 * answers only the status is read. What was not answered when the connection ended was cut off.
 */
export class FloodConnection {
  readonly #socket: Socket;
  readonly #onOutcome: (outcome: Outcome, nonce: string) => void;
  #sent: string[] = [];
  #hasEnded = false;

  constructor(
    port: number,
    localAddress: string,
    { onOutcome, onEnd }: { onOutcome: (outcome: Outcome, nonce: string) => void; onEnd: () => void },
  ) {
    this.#onOutcome = onOutcome;
    this.#socket = connect({ host: '127.0.0.1', port, localAddress, noDelay: true });
    this.#socket.setEncoding('latin1').on('data', text => this.#take(String(text)));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.#hasEnded = true;
      for (const nonce of this.#sent) onOutcome('cut', nonce);
      this.#sent = [];
      onEnd();
    });
  }

  /** Nothing is waited for, and more can be sent. */
  get isIdle(): boolean {
    return !this.#hasEnded && this.#sent.length === 0;
  }

  send(requests: string, nonces: readonly string[]): void {
    this.#sent.push(...nonces);
    this.#socket.write(requests, 'latin1');
  }

  /** A status line that falls between two parts is missed, and counted as cut off at the end: one in some thousands. */
  #take(text: string): void {
    for (const [, status] of text.matchAll(STATUS)) {
      const nonce = this.#sent.shift();
      if (nonce !== undefined) this.#onOutcome(status === REFUSED ? 'refused' : 'taken', nonce);
    }
  }
}
