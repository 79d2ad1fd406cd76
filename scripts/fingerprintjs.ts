import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rollup';
import { packedFilters } from './packed-filters.ts';

const ROOT = path.join(import.meta.dirname, '..');
const PACKAGE = '@fingerprintjs/fingerprintjs';
export const FINGERPRINTJS_FOLDER = path.join(ROOT, 'node_modules', PACKAGE);
const MODULE = path.join(FINGERPRINTJS_FOLDER, 'dist/fp.esm.js');

/** The table of its components, a line each. */
const SOURCES = /(?<=^const sources = \{\n)[^}]*/m;

/** What its compiler makes of `value` in `?.` and `??`: a name of its own, which is tested twice. */
const TWICE = String.raw`\((_\w) = ((?:[^()\n]|\([^()\n]*\))*)\)`;
/** What the agent's browsers need not: each is there, and what comes in its place is as good for them. */
const CUTS: readonly (readonly [RegExp, string])[] = [
  // What a call with `debug` prints on the console; the agent makes none.
  [/if \(debug\) \{\s+printDebug\([^)]*\);\s+\}/g, ''],
  // Mobile Safari of 2017 holds sound back; the agent's syntax is that of 2020.
  [/return isWebKit\(\) && !isDesktopWebKit\(\) && !isWebKit606OrNewer\(\);/g, 'return false;'],
  [new RegExp(String.raw`${TWICE} === null \|\| \1 === void 0 \? void 0 : \1\.`, 'g'), '$2?.'],
  [new RegExp(String.raw`${TWICE} !== null && \1 !== void 0 \? \1 :`, 'g'), '$2 ??'],
];

function cut(code: string): string {
  let rest = code;
  for (const [what, instead] of CUTS) {
    if (rest.search(what) < 0) throw new Error(`${PACKAGE} has no more ${what}: see whether this cut is still needed`);
    rest = rest.replace(what, instead);
  }
  return rest;
}

/**
 * The one package that the agent uses: its ES module, of which rollup keeps what is used. Of a table it would keep all, so the
 * components that no signal names are taken out of it: a third of the script.
 */
export const fingerprintjs: Plugin = {
  name: 'fingerprintjs',
  resolveId: id => (id === PACKAGE ? MODULE : null),
  transform(code, id) {
    if (id !== MODULE) return null;
    const ours = globSync('client/more-signals/*.ts', { cwd: ROOT }).map(it =>
      readFileSync(path.join(ROOT, it), 'utf8'),
    );
    const used = new Set([...ours.join('').matchAll(/\bsources\.(\w+)/g)].map(([, name]) => name));
    const isUsed = (line: string) => used.has(/^ *(\w+): \w+,$/.exec(line)?.[1]);
    const lines = SOURCES.exec(code)?.[0].split('\n').filter(isUsed) ?? [];
    if (lines.length !== used.size) throw new Error(`${PACKAGE} has not all of ${[...used].join(', ')}`);
    return { code: cut(packedFilters(code.replace(SOURCES, `${lines.join('\n')}\n`))), map: null };
  },
};
