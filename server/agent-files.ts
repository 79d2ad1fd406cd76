import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentFiles } from './gate.ts';

type Manifest = { readonly file: string; readonly more: { readonly file: string } };

/** The built agent, read once into memory. Throws where `npm run build` was not run. */
export function readAgentFiles(folder: string): AgentFiles {
  const manifestFile = join(folder, 'agent.json');
  if (!existsSync(manifestFile))
    throw new Error(`the agent is not built (${manifestFile} is missing): run npm run build`);
  const { file, more }: Manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const script = (name: string, immutable: boolean) => {
    const entry = { bytes: readFileSync(join(folder, name)), type: 'text/javascript; charset=utf-8', immutable };
    return [name, entry] as const;
  };
  const map = (name: string) => {
    const entry = { bytes: readFileSync(join(folder, name)), type: 'application/json', immutable: false };
    return [name, entry] as const;
  };
  const scripts = [
    script('agent.js', false),
    script(file, true),
    script(more.file, true),
    script('agent.esm.js', false),
  ];
  return { files: new Map([...scripts, map('agent.js.map'), map('agent-more.js.map'), map('agent.esm.js.map')]) };
}
