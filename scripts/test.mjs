// npm test [-- FILE|FOLDER|GLOB … [--grep TEXT] [--bail]]: builds the agent where it is stale, then runs the tests one after the other.
// The last line is always `N passed, N failed, N skipped`; a run in which no test passed is a failure.
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { guard } from './guard.mjs';

const ROOT = path.join(import.meta.dirname, '..');
const TIMEOUT_MS = 20_000;
const ALL = 'test/**/*.test.ts';

function filesOf(patterns) {
  const files = patterns.flatMap(pattern => {
    const isFolder = statSync(pattern, { throwIfNoEntry: false })?.isDirectory() === true;
    const found = globSync(isFolder ? path.join(pattern, '**/*.test.ts') : pattern);
    if (found.length === 0) throw new Error(`no test file at ${pattern}`);
    return found.map(file => path.resolve(file));
  });
  return [...new Set(files)].sort();
}

async function runTests() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', short: 'g' }, bail: { type: 'boolean', short: 'b', default: false } },
  });
  process.chdir(ROOT);
  // Only now: an older Node could not even read a .ts file.
  const { buildAgent, buildNetworks } = await import('./build.ts');
  await buildAgent({ ifStale: true });
  buildNetworks();
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    timeout: TIMEOUT_MS,
    reporter: path.join(ROOT, 'test/support/reporter.mjs'),
    bail: values.bail,
    failZero: true,
    forbidOnly: process.env.CI === 'true',
    ...(values.grep === undefined ? {} : { grep: values.grep }),
  });
  for (const file of filesOf(positionals.length > 0 ? positionals : [ALL])) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const runner = await new Promise(done => {
    const it = mocha.run(() => done(it));
  });
  const { passes, failures } = runner.stats;
  return passes > 0 && failures === 0;
}

guard();
try {
  const isGreen = await runTests();
  // Said outright: a handle that a failed test left open must not keep the run from ending, nor print after the last line.
  process.exit(isGreen ? 0 : 1);
} catch (error) {
  console.error(error);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
