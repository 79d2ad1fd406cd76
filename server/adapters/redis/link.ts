import { setTimeout as pause } from 'node:timers/promises';
import { ErrorReply, type RedisArgument } from '@redis/client';
import { StateAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import type { Connection } from './connection.ts';
import { SCRIPTS, type Script } from './scripts.ts';
import { ServerClock } from './server-clock.ts';

export type ScriptRunner = {
  readonly isCluster: boolean;
  /**
   * @param keys of one slot, at least one. Resolves with the reply after its time; rejects with StateAway where it failed or was not
   * there within its time, and then, where it comes to be run late, it is not carried out.
   */
  readonly run: (
    script: Script,
    keys: readonly string[],
    args: readonly RedisArgument[],
    withinMs: number,
    asBuffers?: boolean,
  ) => Promise<readonly unknown[]>;
};

type Call = {
  readonly script: Script;
  readonly keys: readonly string[];
  /** The first of them. */
  readonly key: string;
  readonly args: readonly RedisArgument[];
  /** Our monotonic time. */
  readonly endsAt: number;
  readonly asBuffers: boolean;
};

/** One machine as the link knows it. */
type Peer = {
  readonly clock: ServerClock;
  /** Sent and not answered. */
  waiting: number;
  /** Since when nothing came while something waited; our monotonic time. */
  quietSince: number;
};

/**
 * Scripts on a Redis or a Cluster. A machine that says nothing for too long is left for a new connection, TCP alone would keep trying
 * for a quarter of an hour; so is one that was made a copy of another.
 */
export class RedisLink implements ScriptRunner {
  readonly #connectAnew: (urls: readonly string[]) => Connection;
  readonly #onLeft: (node: string, why: string) => void;
  #connection: Connection;
  #peers = new Map<string, Peer>();
  #watchdog: NodeJS.Timeout;
  #isClosed = false;
  #connectedAt = performance.now();

  /** @param connection that is connected. @param onLeft told of a machine whose connection is given up. */
  constructor(
    connection: Connection,
    connectAnew: (urls: readonly string[]) => Connection,
    onLeft: (node: string, why: string) => void,
  ) {
    this.#connection = connection;
    this.#connectAnew = connectAnew;
    this.#onLeft = onLeft;
    this.#watchdog = setInterval(() => this.#leaveSilent(), LIMITS.redisSilentMsMax / 4).unref();
  }

  get isCluster(): boolean {
    return this.#connection.isCluster;
  }

  run(
    script: Script,
    keys: readonly string[],
    args: readonly RedisArgument[],
    withinMs: number,
    asBuffers = false,
  ): Promise<readonly unknown[]> {
    if (withinMs <= 0) return Promise.reject(new StateAway('timed-out'));
    const endsAt = performance.now() + withinMs;
    return new Promise((resolve, reject) => {
      // What came while this process itself was busy is in its socket by now: it is read before the call is given up.
      const timer = setTimeout(() => setImmediate(() => reject(new StateAway('timed-out'))), withinMs);
      this.#ask({ script, keys, key: keys[0] ?? '', args, endsAt, asBuffers }).then(
        reply => {
          clearTimeout(timer);
          resolve(reply);
        },
        (error: unknown) => {
          clearTimeout(timer);
          reject(awayBecause(error));
        },
      );
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#watchdog);
    const connection = this.#connection;
    await Promise.race([connection.close().catch(() => {}), pause(LIMITS.redisCloseMsMax, undefined, { ref: false })]);
    connection.destroy();
  }

  async #ask(call: Call): Promise<readonly unknown[]> {
    const peer = this.#peerOf(call.key);
    let notAfter = peer.clock.at(call.endsAt);
    if (notAfter === null) {
      await this.#evaluate(peer, { ...call, script: SCRIPTS.time, keys: [call.key], args: [] }, 'inf');
      notAfter = peer.clock.at(call.endsAt) ?? 0;
    }
    const reply = await this.#evaluate(peer, call, String(notAfter));
    if (String(reply[1]) === 'late') throw new StateAway('timed-out');
    return reply.slice(1);
  }

  async #evaluate(peer: Peer, call: Call, notAfter: string): Promise<readonly unknown[]> {
    const { script, keys, args } = call;
    const rest = [String(keys.length), ...keys, notAfter, ...args];
    let command = ['EVALSHA', script.sha, ...rest];
    for (;;) {
      try {
        const reply = await this.#send(peer, call, command);
        if (!Array.isArray(reply)) throw new Error(`the script ${script.name} replied no list`);
        peer.clock.saw(Number(reply[0]), performance.now());
        return reply;
      } catch (error) {
        if (!(error instanceof ErrorReply)) throw error;
        const wayOn = this.#wayOn(error.message, call);
        if (wayOn === null) throw error;
        if (wayOn === 'whole') command = ['EVAL', script.text, ...rest];
        else await pause(LIMITS.redisTryAgainMs);
      }
    }
  }

  /** Out of an error that Redis answered. */
  #wayOn(said: string, { key, endsAt }: Call): 'whole' | 'again' | null {
    if (said.startsWith('NOSCRIPT')) return 'whole';
    // The slot is just going to another machine.
    if (said.startsWith('TRYAGAIN') && performance.now() < endsAt) return 'again';
    if (said.startsWith('READONLY')) this.#leaveCopy(key);
    return null;
  }

  async #send(peer: Peer, { key, asBuffers }: Call, command: readonly RedisArgument[]): Promise<unknown> {
    if (peer.waiting++ === 0) peer.quietSince = performance.now();
    try {
      return await this.#connection.send(key, command, asBuffers);
    } finally {
      peer.waiting--;
      peer.quietSince = performance.now();
    }
  }

  #peerOf(key: string): Peer {
    const node = this.#connection.nodeOf(key);
    const known = this.#peers.get(node);
    if (known !== undefined) return known;
    const peer = { clock: new ServerClock(), waiting: 0, quietSince: 0 };
    this.#peers.set(node, peer);
    return peer;
  }

  #leaveSilent(): void {
    const since = performance.now() - LIMITS.redisSilentMsMax;
    const silent = [...this.#peers].filter(([, it]) => it.waiting > 0 && it.quietSince < since);
    for (const [node] of silent) this.#onLeft(node, `it was asked and said nothing for ${LIMITS.redisSilentMsMax} ms`);
    if (silent.length > 0) this.#connectAgain();
  }

  /** Where its place was taken by another, its address may lead there by now. */
  #leaveCopy(key: string): void {
    if (performance.now() - this.#connectedAt < LIMITS.redisReconnectMsMax) return;
    this.#onLeft(this.#connection.nodeOf(key), 'it is a copy that only reads');
    this.#connectAgain();
  }

  #connectAgain(): void {
    if (this.#isClosed) return;
    const left = this.#connection;
    this.#connection = this.#connectAnew(left.urls());
    this.#connectedAt = performance.now();
    this.#peers = new Map();
    left.destroy();
    this.#connection.keepOpening();
  }
}

function awayBecause(error: unknown): StateAway {
  if (error instanceof StateAway) return error;
  // It answered, with an error: out of memory, read-only, broken disk, half a Cluster. Or the call could not even be written down.
  const answered = error instanceof ErrorReply || error instanceof TypeError;
  return new StateAway(answered ? 'failed' : 'unreachable', { cause: error });
}
