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

/** One machine as the link knows it. */
type Peer = {
  readonly clock: ServerClock;
  /** Sent and not answered. */
  waiting: number;
  /** Since when nothing came while something waited; our monotonic time. */
  quietSince: number;
};

/**
 * Scripts on a Redis or a Cluster. A machine that says nothing for too long is left for a new connection: TCP alone would keep trying
 * for a quarter of an hour.
 */
export class RedisLink implements ScriptRunner {
  readonly #connectAnew: (urls: readonly string[]) => Connection;
  readonly #onSilent: (node: string) => void;
  #connection: Connection;
  #peers = new Map<string, Peer>();
  #watchdog: NodeJS.Timeout;
  #isClosed = false;

  /** @param connection that is connected. @param onSilent a machine that is left because it says nothing. */
  constructor(
    connection: Connection,
    connectAnew: (urls: readonly string[]) => Connection,
    onSilent: (node: string) => void,
  ) {
    this.#connection = connection;
    this.#connectAnew = connectAnew;
    this.#onSilent = onSilent;
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
      this.#ask(script, keys, args, endsAt, asBuffers).then(
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

  async #ask(
    script: Script,
    keys: readonly string[],
    args: readonly RedisArgument[],
    endsAt: number,
    asBuffers: boolean,
  ): Promise<readonly unknown[]> {
    const key = keys[0] ?? '';
    const peer = this.#peerOf(key);
    let notAfter = peer.clock.at(endsAt);
    if (notAfter === null) {
      await this.#evaluate(peer, SCRIPTS.time, [key], ['inf'], endsAt, false);
      notAfter = peer.clock.at(endsAt) ?? 0;
    }
    const reply = await this.#evaluate(peer, script, keys, [String(notAfter), ...args], endsAt, asBuffers);
    if (String(reply[1]) === 'late') throw new StateAway('timed-out');
    return reply.slice(1);
  }

  async #evaluate(
    peer: Peer,
    script: Script,
    keys: readonly string[],
    args: readonly RedisArgument[],
    endsAt: number,
    asBuffers: boolean,
  ): Promise<readonly unknown[]> {
    const key = keys[0] ?? '';
    let [way, text] = ['EVALSHA', script.sha];
    for (;;) {
      try {
        const reply = await this.#send(peer, key, [way, text, String(keys.length), ...keys, ...args], asBuffers);
        if (!Array.isArray(reply)) throw new Error(`the script ${script.name} replied no list`);
        peer.clock.saw(Number(reply[0]), performance.now());
        return reply;
      } catch (error) {
        const said = error instanceof ErrorReply ? error.message : '';
        if (said.startsWith('NOSCRIPT') && way === 'EVALSHA') [way, text] = ['EVAL', script.text];
        // The slot is just moving to another machine.
        else if (said.startsWith('TRYAGAIN') && performance.now() < endsAt) await pause(LIMITS.redisTryAgainMs);
        else throw error;
      }
    }
  }

  async #send(peer: Peer, key: string, command: readonly RedisArgument[], asBuffers: boolean): Promise<unknown> {
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
    if (silent.length === 0 || this.#isClosed) return;
    for (const [node] of silent) this.#onSilent(node);
    const left = this.#connection;
    this.#connection = this.#connectAnew(left.urls());
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
