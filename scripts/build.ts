// node scripts/build.ts [--if-stale]: bundles client/ into dist/, and packs what is known of networks into dist/networks.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { version as esbuildVersion, transform } from 'esbuild';
import { type Plugin, rollup, VERSION as rollupVersion } from 'rollup';
import type { Second } from '../client/second.ts';
import { PACKAGED_NAMES, packPackaged } from '../server/adapters/networks/packaged-sources.ts';
import { SIGNALS } from '../shared/wire/signals.ts';
import { FINGERPRINTJS_FOLDER, fingerprintjs } from './fingerprintjs.ts';

const ROOT = path.join(import.meta.dirname, '..');
const INPUTS = ['client/**/*.ts', 'shared/**/*.ts', 'scripts/{build,fingerprintjs,packed-filters}.ts'];
/** The syntax of 2020's browsers; what they lack beyond syntax costs them a signal or the token, never the page. */
const TARGET = 'es2020';
const HASH_CHARS = 16;
const HASHED = /^agent-(more-)?[0-9a-f]+\.js$/;
const MANIFEST = 'agent.json';
/** What the licence asks of copies; the package's own, much longer comment is dropped with all others. */
const CREDIT = '/*! With parts of FingerprintJS 5, (c) FingerprintJS, Inc, MIT License */\n';

type BuiltScript = {
  readonly file: string;
  readonly hash: string;
  /** For `<script integrity>` beside `file`. */
  readonly integrity: string;
  readonly bytes: { readonly min: number; readonly gzip: number; readonly brotli: number };
};

export type AgentManifest = BuiltScript & {
  /** What the first script loads when the page is idle. */
  readonly more: BuiltScript;
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

/** Of the script's own scope: within functions they are indented. */
const CONSTANT = /^const \w+ = (?:-?[\d.e]+(?: [*+/-] [\d.e]+)*|"[^"\\\n]*");$/gm;

/** Only where constants come before all else, the minifier puts their values in their places. Each leaves an empty line, for the map. */
const constantsFirst = (code: string): string =>
  code.replace(CONSTANT, '').replace(/^(.*\n'use strict';)?/, it => it + (code.match(CONSTANT) ?? []).join(''));

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
      transform(constantsFirst(code), {
        minify: true,
        target: TARGET,
        sourcemap,
        legalComments: 'none',
        ...(format === 'esm' ? { format, treeShaking: true } : {}),
      }),
  };
}

/** client/second.ts, with what is known of the second script by now. */
function knowing(second: Second): Plugin {
  return {
    name: 'second',
    load: id =>
      id === path.join(ROOT, 'client/second.ts') ? `export const SECOND = ${JSON.stringify(second)};` : null,
  };
}

/** The bundle's texts by file name: the script (rollup adds the address of its map), and the map. */
async function bundle(
  entry: string,
  format: Format,
  file: string,
  plugins: readonly Plugin[],
): Promise<Map<string, string>> {
  const build = await rollup({
    input: path.join(ROOT, entry),
    plugins: [...plugins, typescript(format)],
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
    indent: false,
  });
  await build.close();
  const [{ code, map }] = output;
  return new Map([
    [file, code],
    [`${file}.map`, map === null ? '' : map.toString()],
  ]);
}

async function bundleSecond(): Promise<{ files: Map<string, string>; built: BuiltScript; second: Second }> {
  const files = await bundle('client/more.ts', 'iife', 'agent-more.js', [fingerprintjs]);
  const code = CREDIT + (files.get('agent-more.js') ?? '');
  const built = builtScript('agent-more', code);
  // Under its own name alone: nobody may load it without its integrity.
  files.delete('agent-more.js');
  files.set(built.file, code);
  const names = (level: 'light' | 'full') =>
    Object.entries(SIGNALS).flatMap(([name, it]) => (it.chunk === 2 && it.level === level ? [name] : []));
  const { file, integrity } = built;
  return { files, built, second: { file, integrity, names: names('light'), fullNames: names('full') } };
}

const UNHASHED = [
  ...['agent.js', 'agent.js.map', 'agent-more.js.map', 'agent.esm.js', 'agent.esm.js.map', 'agent.d.ts'],
  ...['agent-work.js', 'agent-work.js.map'],
];

function sourceDigest(): string {
  const { version } = JSON.parse(readFileSync(path.join(FINGERPRINTJS_FOLDER, 'package.json'), 'utf8'));
  const digest = createHash('sha256').update(
    `rollup ${rollupVersion} esbuild ${esbuildVersion} fingerprintjs ${version}`,
  );
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
  if (built.source !== source || built.file === undefined || built.more === undefined) return false;
  return [...UNHASHED, built.file, built.more.file].every(file => existsSync(path.join(outDir, file)));
}

function builtScript(name: string, script: string): BuiltScript {
  const bytes = Buffer.from(script);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, HASH_CHARS);
  return {
    file: `${name}-${hash}.js`,
    hash,
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
    bytes: {
      min: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes).length,
    },
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

/**
 * Builds agent.js, agent-HASH.js (the same bytes), agent.esm.js, the second script agent-more-HASH.js, the worker agent-work.js, their
 * maps, agent.d.ts and the manifest agent.json. The second first: the others carry its name and integrity.
 */
export async function buildAgent(options: BuildOptions = {}): Promise<void> {
  const { ifStale = false, outDir = path.join(ROOT, 'dist'), print = console.log } = options;
  const source = sourceDigest();
  if (ifStale && isFresh(outDir, source)) return;

  const { files, built: more, second } = await bundleSecond();
  const [worker, script, module] = await Promise.all([
    bundle('client/worker.ts', 'iife', 'agent-work.js', []),
    bundle('client/agent.ts', 'iife', 'agent.js', [knowing(second)]),
    bundle('client/agent-module.ts', 'esm', 'agent.esm.js', [knowing(second)]),
  ]);
  const code = script.get('agent.js') ?? '';
  const manifest: AgentManifest = { ...builtScript('agent', code), more, source };
  const types = readFileSync(path.join(ROOT, 'client/agent.d.ts'), 'utf8');
  await mkdir(outDir, { recursive: true });
  const all = [...files, ...worker, ...script, ...module, [manifest.file, code], ['agent.d.ts', types]] as const;
  for (const [file, content] of all) await writeWhole(path.join(outDir, file), content);
  // The manifest names files that are there by now.
  await writeWhole(path.join(outDir, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of await readdir(outDir)) {
    if (HASHED.test(file) && file !== manifest.file && file !== more.file) {
      await rm(path.join(outDir, file), { force: true });
    }
  }

  for (const { file, bytes } of [manifest, more]) {
    print(`${file}  ${bytes.min} bytes, gzip ${bytes.gzip}, brotli ${bytes.brotli}`);
  }
  print(`integrity ${manifest.integrity}`);
}

/** What npm packages bring of networks, as a gate reads it: again only where a package changed. */
export function buildNetworks(print: (line: string) => void = console.log): void {
  for (const name of PACKAGED_NAMES) if (packPackaged(name)) print(`networks/${name}.bin`);
}

// Not import.meta.main: `npm run build` comes here through run.mjs.
if (process.argv[1] === import.meta.filename) {
  await buildAgent({ ifStale: process.argv.includes('--if-stale') });
  buildNetworks();
}
