import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Figure } from '../figure.ts';
import { peerBundles } from '../peers.ts';

const DIST = path.join(import.meta.dirname, '../../dist');
/** The first script, which every page loads before it is idle; and all that a page view loads. */
const FIRST_GZIP_BYTES_MAX = 12_000;
const ALL_GZIP_BYTES_MAX = 29_000;
const GZIP_LEVEL = 9;

const SIZES = {
  minified: bytes => bytes.length,
  'gzip -9': bytes => gzipSync(bytes, { level: GZIP_LEVEL }).length,
  brotli: bytes => brotliCompressSync(bytes).length,
} as const satisfies Record<string, (bytes: Buffer) => number>;

/** What a visitor downloads: the built agent, and its peers bundled in this same run. */
export async function scriptBytes(): Promise<Figure[]> {
  const first = readFileSync(path.join(DIST, 'agent.js'));
  const { more }: { more: { file: string } } = JSON.parse(readFileSync(path.join(DIST, 'agent.json'), 'utf8'));
  const second = readFileSync(path.join(DIST, more.file));
  const peers = await peerBundles();
  return Object.entries(SIZES).flatMap(([how, size]) => {
    const budget = (atMost: number) => (how === 'gzip -9' ? { budget: { atMost } } : {});
    const beside = peers.map(({ label, script }) => ({ name: label, value: size(Buffer.from(script)) }));
    return [
      { what: `agent, first script, ${how}`, value: size(first), unit: 'B', ...budget(FIRST_GZIP_BYTES_MAX) },
      {
        what: `agent, both scripts, ${how}`,
        value: size(first) + size(second),
        unit: 'B',
        ...budget(ALL_GZIP_BYTES_MAX),
        peers: beside,
      },
    ];
  });
}
