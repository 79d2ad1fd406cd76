// node scripts/build.ts [--if-stale]: bundles client/ into dist/.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { version as esbuildVersion, transform } from 'esbuild';
import { type Plugin, rollup, VERSION as rollupVersion } from 'rollup';

const ROOT = path.join(import.meta.dirname, '..');
const INPUTS = ['client/**/*.ts', 'shared/**/*.ts', 'scripts/build.ts'];
/** The syntax of 2020's browsers; what they lack beyond syntax costs them a signal or the token, never the page. */
const TARGET = 'es2020';
const HASH_CHARS = 16;
const HASHED = /^agent-[0-9a-f]+\.js$/;
const MANIFEST = 'agent.json';

export type AgentManifest = {
  readonly file: string;
  readonly hash: string;
  /** For `<script integrity>` beside `file`. */
  readonly integrity: string;
  readonly bytes: { readonly min: number; readonly gzip: number; readonly brotli: number };
  /** Digest of all that the build reads: where it differs, the build is stale. */
  readonly source: string;
};

export type BuildOptions = {
  /** Builds only where a file is missing or an input changed. */
  ifStale?: boolean;
  outDir?: string;
  print?: (line: string) => void;
};

type Format = 'iife' | 'esm';

/** Imports name their .ts files outright, so transforming each file is all there is to do; the whole is minified at the end. */
function typescript(format: Format): Plugin {
  const sourcemap = 'external';
  return {
    name: 'typescript',
    // A classic script has no import.meta; rollup's own stand-in would only ask document.currentScript a second time.
    resolveImportMeta: () => (format === 'iife' ? '""' : null),
    transform: (code, id) =>
      transform(code, { loader: 'ts', target: TARGET, sourcemap, sourcefile: path.relative(ROOT, id) }),
    renderChunk: code =>
      transform(code, { minify: true, target: TARGET, sourcemap, ...(format === 'esm' ? { format } : {}) }),
  };
}

/** The bundle's texts by file name: the script (rollup adds the address of its map), and the map. */
async function bundle(format: Format, file: string): Promise<Map<string, string>> {
  const build = await rollup({
    input: path.join(ROOT, 'client/agent.ts'),
    plugins: [typescript(format)],
    onwarn: warning => {
      throw new Error(warning.message);
    },
  });
  // As if it lay in dist/, wherever it goes: the map's sources are relative to it.
  const { output } = await build.generate({
    format,
    name: 'sekisho',
    file: path.join(ROOT, 'dist', file),
    sourcemap: true,
  });
  await build.close();
  const [{ code, map }] = output;
  return new Map([
    [file, code],
    [`${file}.map`, map === null ? '' : map.toString()],
  ]);
}

function sourceDigest(): string {
  const digest = createHash('sha256').update(`rollup ${rollupVersion} esbuild ${esbuildVersion}`);
  for (const file of globSync(INPUTS, { cwd: ROOT }).sort()) {
    const content = readFileSync(path.join(ROOT, file));
    digest.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return digest.digest('hex');
}

function isFresh(outDir: string, source: string): boolean {
  const manifest = path.join(outDir, MANIFEST);
  if (!existsSync(manifest)) return false;
  const built: Partial<AgentManifest> = JSON.parse(readFileSync(manifest, 'utf8'));
  if (built.source !== source || built.file === undefined) return false;
  return ['agent.js', 'agent.js.map', 'agent.esm.js', 'agent.esm.js.map', 'agent.d.ts', built.file].every(file =>
    existsSync(path.join(outDir, file)),
  );
}

function manifestOf(script: string, source: string): AgentManifest {
  const bytes = Buffer.from(script);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, HASH_CHARS);
  return {
    file: `agent-${hash}.js`,
    hash,
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
    bytes: {
      min: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes).length,
    },
    source,
  };
}

/** Renamed into place whole: two starts at once write the same bytes, and no reader sees half a file. */
async function writeWhole(file: string, content: string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Builds agent.js, agent-HASH.js (the same bytes), agent.esm.js, their maps, agent.d.ts and the manifest agent.json. */
export async function buildAgent(options: BuildOptions = {}): Promise<void> {
  const { ifStale = false, outDir = path.join(ROOT, 'dist'), print = console.log } = options;
  const source = sourceDigest();
  if (ifStale && isFresh(outDir, source)) return;

  const [script, module] = await Promise.all([bundle('iife', 'agent.js'), bundle('esm', 'agent.esm.js')]);
  const code = script.get('agent.js') ?? '';
  const manifest = manifestOf(code, source);
  const types = readFileSync(path.join(ROOT, 'client/agent.d.ts'), 'utf8');
  await mkdir(outDir, { recursive: true });
  for (const [file, content] of [...script, ...module, [manifest.file, code], ['agent.d.ts', types]] as const) {
    await writeWhole(path.join(outDir, file), content);
  }
  // The manifest names files that are there by now.
  await writeWhole(path.join(outDir, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of await readdir(outDir)) {
    if (HASHED.test(file) && file !== manifest.file) await rm(path.join(outDir, file), { force: true });
  }

  const { min, gzip, brotli } = manifest.bytes;
  print(`${manifest.file}  ${min} bytes, gzip ${gzip}, brotli ${brotli}`);
  print(`integrity ${manifest.integrity}`);
}

// Not import.meta.main: `npm run build` comes here through run.mjs.
if (process.argv[1] === import.meta.filename) await buildAgent({ ifStale: process.argv.includes('--if-stale') });
