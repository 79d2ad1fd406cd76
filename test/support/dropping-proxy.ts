import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type DroppingProxy = {
  readonly port: number;
  /** Ends every connection with a reset and each new one too: a cable pulled at the other's machine, a firewall that rejects. */
  readonly cut: () => void;
  /** Connections stay open and new ones are taken, nothing passes either way: a firewall that drops. */
  readonly blackhole: () => void;
  /** Passes again, also what was held back: a network does the same with what it had not acknowledged. */
  readonly resume: () => void;
  /** Connections that stand now. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
};

type Pair = { readonly near: Socket; readonly far: Socket };

/** A TCP relay on 127.0.0.1 to a port of 127.0.0.1. */
export async function startDroppingProxy(toPort: number): Promise<DroppingProxy> {
  const pairs = new Set<Pair>();
  let mode: 'pass' | 'cut' | 'blackhole' = 'pass';
  const server = createServer({ pauseOnConnect: true }, near => {
    if (mode === 'cut') {
      near.resetAndDestroy();
      return;
    }
    const pair = { near, far: connect(toPort, '127.0.0.1').pause() };
    pairs.add(pair);
    relay(pair.near, pair.far);
    relay(pair.far, pair.near);
    near.once('close', () => pairs.delete(pair));
    if (mode === 'pass') flow(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const cut = () => {
    mode = 'cut';
    for (const { near, far } of pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  };
  return {
    port: address.port,
    cut,
    blackhole: () => {
      mode = 'blackhole';
      for (const { near, far } of pairs) {
        near.pause();
        far.pause();
      }
    },
    resume: () => {
      mode = 'pass';
      for (const pair of pairs) flow(pair);
    },
    connections: () => pairs.size,
    stop: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

/** `pipe` would take up a paused stream by itself when the other drains: here only `flow` does. */
function relay(from: Socket, to: Socket): void {
  from.setNoDelay(true);
  from.on('data', bytes => to.write(bytes));
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroy());
}

function flow({ near, far }: Pair): void {
  near.resume();
  far.resume();
}
