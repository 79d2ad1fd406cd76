import { globSync, readFileSync } from 'node:fs';

export type SourceFile = {
  readonly path: string;
  readonly code: string;
  readonly lines: number;
  readonly imports: readonly { readonly specifier: string; readonly typeOnly: boolean }[];
};

const IMPORT = /^(?:import|export)\s+(type\s+)?([^;'"]*?\bfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

const NOT_OURS: readonly string[] = ['node_modules', 'dist', 'data', '.git'];

/** Every source of the project; found without git, which a machine may lack. */
export function sourceFiles(): readonly SourceFile[] {
  const paths = globSync('**/*.{ts,mjs}', { exclude: name => NOT_OURS.includes(name.split('/').at(-1) ?? '') });
  return paths.sort().map(path => {
    const code = readFileSync(path, 'utf8');
    return { path, code, lines: code.split('\n').length - 1, imports: importsOf(code) };
  });
}

function importsOf(code: string): SourceFile['imports'] {
  const named = [...code.matchAll(IMPORT)].map(([, type, clause = '', specifier = '']) => ({
    specifier,
    typeOnly: type !== undefined || onlyTypes(clause),
  }));
  const dynamic = [...code.matchAll(DYNAMIC)].map(([, specifier = '']) => ({ specifier, typeOnly: false }));
  return [...named, ...dynamic];
}

/** `{ type A, type B } from` */
function onlyTypes(clause: string): boolean {
  const inside = /^\{([\s\S]*)\}\s*from/.exec(clause.trim())?.[1];
  if (inside === undefined) return false;
  const names = inside
    .split(',')
    .map(it => it.trim())
    .filter(it => it !== '');
  return names.length > 0 && names.every(it => it.startsWith('type '));
}

const OPENS =
  /^( *)(?:export )?(?:async )?(?:function\*? (\w+)|const (\w+)[^=]*= (?:async )?\([^)]*\)[^=]*=> \{$|(?:async |#|static |get |set )*(\w+)\([^;]*\)[^;]*\{$)/;
const NOT_FUNCTIONS = new Set(['if', 'for', 'while', 'switch', 'catch', 'describe', 'it', 'before', 'after']);

/** Functions by their indentation, which Biome keeps true: from the line that opens one to the line that closes it. */
export function functionsOf({ code }: Pick<SourceFile, 'path' | 'code'>): { name: string; lines: number }[] {
  const lines = code.split('\n');
  return lines.flatMap((line, start) => {
    const found = OPENS.exec(line);
    const name = found?.[2] ?? found?.[3] ?? found?.[4];
    if (found === null || name === undefined || NOT_FUNCTIONS.has(name)) return [];
    const end = lines.findIndex((it, i) => i > start && it.startsWith(`${found[1]}}`));
    return end === -1 ? [] : [{ name, lines: end - start + 1 }];
  });
}
