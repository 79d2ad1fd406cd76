import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentFiles } from './gate.ts';
import { LIMITS } from './limits.ts';

type Manifest = { readonly file: string; readonly more: { readonly file: string } };
type Served = AgentFiles['files'] extends ReadonlyMap<string, infer Entry> ? Entry : never;

const SCRIPT = 'text/javascript; charset=utf-8';
const NAMED_BY_HASH = /^agent-(?:more-)?([0-9a-f]{16})\.js$/;

/**
 * The built agent, read once into memory, and what earlier releases of this gate named by its hash: a page may still pin one with an
 * integrity attribute, and an agent.js out of a cache asks for the second script of its own release. Those are kept in `keptFolder`;
 * where they cannot be, `onNotKept` is told and the built ones are served alone. Throws where `npm run build` was not run.
 */
export function readAgentFiles(built: string, keptFolder: string, onNotKept: (error: unknown) => void): AgentFiles {
  const manifestFile = join(built, 'agent.json');
  if (!existsSync(manifestFile))
    throw new Error(`the agent is not built (${manifestFile} is missing): run npm run build`);
  const { file, more }: Manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const read = (name: string, type: string): [string, Served] => [
    name,
    { bytes: readFileSync(join(built, name)), type, immutable: NAMED_BY_HASH.test(name) },
  ];
  const hashed = new Map([read(file, SCRIPT), read(more.file, SCRIPT)]);
  const others = [
    ...['agent.js', 'agent.esm.js', 'agent-work.js'].map(name => read(name, SCRIPT)),
    ...['agent.js.map', 'agent-more.js.map', 'agent.esm.js.map', 'agent-work.js.map'].map(name =>
      read(name, 'application/json'),
    ),
  ];
  return { files: new Map([...keptWith(hashed, keptFolder, onNotKept), ...hashed, ...others]) };
}

/** Keeps the files of this release beside those of earlier ones, and gives all of them. */
function keptWith(
  hashed: ReadonlyMap<string, Served>,
  folder: string,
  onNotKept: (error: unknown) => void,
): readonly (readonly [string, Served])[] {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [name, { bytes }] of hashed) writeWhole(join(folder, name), bytes);
    const names = readdirSync(folder).filter(it => NAMED_BY_HASH.test(it));
    const newestFirst = names
      .map(name => ({ name, at: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((one, other) => other.at - one.at);
    for (const { name } of newestFirst.slice(LIMITS.agentFilesKeptMax)) rmSync(join(folder, name), { force: true });
    return newestFirst.slice(0, LIMITS.agentFilesKeptMax).flatMap(({ name }) => {
      const bytes = readFileSync(join(folder, name));
      // What was cut short or changed on the disk is not what the name says.
      const digest = createHash('sha256').update(bytes).digest('hex');
      return digest.startsWith(NAMED_BY_HASH.exec(name)?.[1] ?? ' ')
        ? [[name, { bytes, type: SCRIPT, immutable: true }] as const]
        : [];
    });
  } catch (error) {
    onNotKept(error);
    return [];
  }
}

/** Several processes of this machine start at once. */
function writeWhole(file: string, bytes: Buffer): void {
  const unfinished = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(unfinished, bytes, { mode: 0o600 });
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
