import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** 300 packages; with no network, npm tries each a few times before it gives up. */
const INSTALL_MS_MAX = 300_000;
const FOLDER = import.meta.dirname;
const packageSchema = z.object({ version: z.string() });
const ownSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

const readJson = (...parts: string[]): unknown => JSON.parse(readFileSync(path.join(FOLDER, ...parts), 'utf8'));
const versions = (): Record<string, string> => ownSchema.parse(readJson('package.json')).dependencies;
const places = (name: string): string => path.join(FOLDER, 'node_modules', name, 'package.json');

export const areToolsInstalled = (): boolean => Object.keys(versions()).every(name => existsSync(places(name)));

/** `npm ci` in bench/proving-ground where its packages are missing. It downloads packages alone: install scripts are off there. */
export function installTools(): void {
  if (areToolsInstalled()) return;
  const { status } = spawnSync('npm', ['ci'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: INSTALL_MS_MAX,
  });
  if (status !== 0)
    throw new Error('`npm ci` in bench/proving-ground failed: the tools are not there to be set on the gate');
}

export const toolVersion = (name: string): string =>
  packageSchema.parse(readJson('node_modules', name, 'package.json')).version;

/** A tool's module by its name, not by an import of it: the project must compile where none of them is installed. */
export async function tool<T>(name: string): Promise<T> {
  const loaded = await import(name);
  return loaded.default ?? loaded;
}

export const toolVersions = (): string =>
  Object.keys(versions())
    .map(name => `${name} ${toolVersion(name)}`)
    .join(', ');
