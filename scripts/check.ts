import { spawnSync } from 'node:child_process';

/** `npm run check`: format, lint and types; all of them run, the first failure is the exit code. */
const STEPS: readonly (readonly string[])[] = [
  ['biome', 'check', '--error-on-warnings', '.'],
  ['tsc', '-p', 'tsconfig.json'],
  ['tsc', '-p', 'client/tsconfig.json'],
];

let failed = 0;
for (const [command = '', ...args] of STEPS) {
  console.log(`> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(`node_modules/.bin/${command}`, args, { stdio: 'inherit' });
  if (status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
