import { accessSync, constants, globSync, statSync } from 'node:fs';
import path from 'node:path';
import { tally } from './tally.ts';

/** What a test may need of the machine, under the names it goes by, and the Debian package that brings it. */
export const parts = {
  chromium: { programs: ['chromium', 'chromium-browser', 'google-chrome'], debian: 'chromium' },
  chromedriver: { programs: ['chromedriver'], debian: 'chromium-driver' },
  firefox: { programs: ['firefox-esr', 'firefox'], debian: 'firefox-esr' },
  xvfb: { programs: ['Xvfb'], debian: 'xvfb' },
  xdotool: { programs: ['xdotool'], debian: 'xdotool' },
  curl: { programs: ['curl'], debian: 'curl' },
  redis: { programs: ['redis-server'], debian: 'redis-server' },
  postgres: { programs: ['postgres'], debian: 'postgresql' },
} as const;
export type PartName = keyof typeof parts;

/** Debian keeps PostgreSQL's programs by version, outside of PATH; the newest first. */
const POSTGRES_FOLDERS = globSync('/usr/lib/postgresql/*/bin').sort(new Intl.Collator('en', { numeric: true }).compare);
const FOLDERS = [
  ...(process.env['PATH'] ?? '').split(path.delimiter),
  ...['/usr/local/bin', '/usr/bin', '/bin'],
  ...POSTGRES_FOLDERS.reverse(),
];

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The program's absolute path, or null where the machine has none. */
export function findPart(name: PartName): string | null {
  const places = parts[name].programs.flatMap(program => FOLDERS.map(folder => path.join(folder, program)));
  return places.find(isProgram) ?? null;
}

/** The program's absolute path, for callers that asked `needs` before. */
export function partPath(name: PartName): string {
  const found = findPart(name);
  if (found === null) throw new Error(lack(name));
  return found;
}

function lack(name: PartName): string {
  return `this machine has no ${name} (apt-get install ${parts[name].debian})`;
}

/**
 * Call it first in a `before` hook or a test. What the machine lacks is skipped, loudly; with CI=true it is a failure, so that
 * a green run there means that everything ran.
 */
export function needs(context: Mocha.Context, ...names: PartName[]): void {
  const missing = names.filter(name => findPart(name) === null);
  if (missing.length > 0) skipFor(context, missing.map(lack).join('; '));
}

/** The same where it is no program that the machine lacks. */
export function skipFor(context: Mocha.Context, reason: string): void {
  const runnable = context.runnable();
  if (process.env['CI'] === 'true') throw new Error(`${reason}, and CI=true allows no skipping`);
  const skipped =
    runnable instanceof Object && 'type' in runnable && runnable.type === 'hook' ? runnable.parent : runnable;
  tally.skip(skipped ?? runnable, reason);
  console.warn(`\n!!! SKIPPED: ${skipped?.fullTitle() ?? runnable.title}\n!!! ${reason}\n`);
  context.skip();
}
