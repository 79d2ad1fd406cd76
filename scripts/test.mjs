// npm test [-- FILE|FOLDER|GLOB … [--grep TEXT] [--bail]]: builds the agent where it is stale, then runs the tests one after the other.
// The last line is always `N passed, N failed, N skipped`; a run in which no test passed is a failure.
// With CI=true files that failed, if they are few, are run once more, each alone, and named: many tests drive real browsers and servers
// with real deadlines, and half an hour on a machine that is shared holds each of them up now and then. What fails twice failed.
import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { guard } from './guard.mjs';

const ROOT = path.join(import.meta.dirname, '..');
const TIMEOUT_MS = 20_000;
const ALL = 'test/**/*.test.ts';
/** More of them than this are no accident. */
const AGAIN_MAX = 3;
const AGAIN_MS_MAX = 10 * 60_000;

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
    options: {
      grep: { type: 'string', short: 'g' },
      bail: { type: 'boolean', short: 'b', default: false },
      once: { type: 'boolean', default: false },
    },
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
  /** By file. */
  const counts = new Map();
  const count = kind => it => {
    const of = counts.get(it.file) ?? { passed: 0, failed: 0, skipped: 0 };
    counts.set(it.file, { ...of, [kind]: of[kind] + 1 });
  };
  await new Promise(done => {
    mocha.run(done).on('pass', count('passed')).on('fail', count('failed')).on('pending', count('skipped'));
  });
  if (process.env.CI === 'true' && !values.once && !values.bail) runAgain(counts);
  return sum([...counts.values()]);
}

function runAgain(counts) {
  const failed = [...counts].flatMap(([file, { failed }]) => (failed > 0 && file !== undefined ? [file] : []));
  if (failed.length > AGAIN_MAX) return;
  for (const file of failed) {
    const name = path.relative(ROOT, file);
    console.log(`  FAILED, AND RUN AGAIN ALONE: ${name}`);
    const { stdout } = spawnSync(process.execPath, [import.meta.filename, file, '--once'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: AGAIN_MS_MAX,
    });
    const lines = stdout.trimEnd().split('\n');
    const [passed, failed, skipped] = (lines.pop()?.match(/\d+/g) ?? []).map(Number);
    console.log(lines.map(line => `  | ${line}`).join('\n'));
    if (skipped === undefined) continue;
    console.log(`  ${name}: ${failed === 0 && passed > 0 ? 'passed this time' : 'failed again'}`);
    counts.set(file, { passed, failed, skipped });
  }
}

const sum = counts =>
  counts.reduce(
    (all, it) => ({
      passed: all.passed + it.passed,
      failed: all.failed + it.failed,
      skipped: all.skipped + it.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

guard();
try {
  const { passed, failed, skipped } = await runTests();
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  // Said outright: a handle that a failed test left open must not keep the run from ending, nor print after the last line.
  process.exit(passed > 0 && failed === 0 ? 0 : 1);
} catch (error) {
  console.error(error);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
