import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const OWN = ['@fingerprintjs/fingerprintjs', '@fingerprintjs/botd'];

/** `npm ci` in bench/ where its packages are missing: they are measured beside, and no part of what is shipped. */
export function installPackages(): void {
  const folder = import.meta.dirname;
  if (OWN.every(name => existsSync(path.join(folder, 'node_modules', name, 'package.json')))) return;
  const { status } = spawnSync('npm', ['ci'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('`npm ci` in bench/ failed: the peers are not there to be measured');
}
