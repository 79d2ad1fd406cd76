import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';
import { passwordFigures, phraseFigures, weightFigures } from './takeover/keystroke-figures.ts';
import { cmuPassword, phraseUsers } from './takeover/typed-entries.ts';

/** In a folder that --recordings names: nothing is fitted on them. */
const PASSWORDS = 'keystroke/cmu_password.csv.gz';
const PHRASES = 'keystroke/phrase_users_001-055.csv.gz';

/** `npm run bench:keystrokes -- --recordings FOLDER [--json FILE]`: how well rhythm tells people apart; equal error rates, REAL. */
function run(): boolean {
  const { values } = parseArgs({ options: { recordings: { type: 'string' }, json: { type: 'string' } } });
  console.log(machineLine());
  const figures: Figure[] = [];
  const show = (title: string, name: string, of: (path: string) => readonly Figure[]): void => {
    const path = join(values.recordings ?? '', name);
    if (values.recordings === undefined || !existsSync(path)) {
      console.log(`\nSKIPPED: --recordings names no folder with ${name}; nothing else depends on it`);
      return;
    }
    console.log(`\n${title}`);
    for (const it of of(path)) {
      console.log(`  ${figureLine(it)}`);
      figures.push(it);
    }
  };
  show('a password, 51 people × 400 (CMU)', PASSWORDS, path => passwordFigures(cmuPassword(path)));
  show('the same, in what a login is told', PASSWORDS, path => weightFigures(cmuPassword(path)));
  show('a phrase, 55 people × 8', PHRASES, path => phraseFigures(phraseUsers(path)));
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures);
}

process.exitCode = run() ? 0 : 1;
