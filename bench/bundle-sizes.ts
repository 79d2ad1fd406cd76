import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Figure } from './figure.ts';
import { peerBundles } from './peers.ts';

const AGENT = path.join(import.meta.dirname, '../dist/agent.js');
const GZIP_BYTES_MAX = 10_000;
const GZIP_LEVEL = 9;

const SIZES = {
  minified: bytes => bytes.length,
  'gzip -9': bytes => gzipSync(bytes, { level: GZIP_LEVEL }).length,
  brotli: bytes => brotliCompressSync(bytes).length,
} as const satisfies Record<string, (bytes: Buffer) => number>;

/** What a visitor downloads: the built agent, and its peers bundled in this same run. */
export async function bundleSizes(): Promise<Figure[]> {
  const agent = readFileSync(AGENT);
  const peers = await peerBundles();
  return Object.entries(SIZES).map(([how, size]) => ({
    what: `agent, ${how}`,
    value: size(agent),
    unit: 'B',
    ...(how === 'gzip -9' ? { budget: { atMost: GZIP_BYTES_MAX } } : {}),
    peers: peers.map(({ label, script }) => ({ name: label, value: size(Buffer.from(script)) })),
  }));
}
