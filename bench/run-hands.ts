import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HAND_MODEL, scoreMovement, scoreTyping } from '../server/core/hands/hand-model.ts';
import { type Figure, figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';
import { dragFigures } from './hands/drag-figures.ts';
import { generatedPeople } from './hands/hand-scores.ts';
import { generatedFigures, recordedFigures, writerFigures } from './hands/login-figures.ts';
import { typedPasswords, typedPhrases } from './hands/recordings.ts';
import {
  ownVisitFigures,
  printCostFigure,
  recordedPrintFigures,
  replayFigures,
  strangerFigures,
} from './hands/replay-figures.ts';

/** In a folder that --recordings names: people and programs that the model never met. */
const DRAGS = 'mouse/captcha_drags_odd.txt.gz';
const MOUSE = ['mouse/sapimouse_1min_users_001-072.csv.gz', 'mouse/sapimouse_3min_users_001-072.csv.gz'];
const PHRASES = 'keystroke/phrase_users_001-055.csv.gz';
const PASSWORDS = 'keystroke/cmu_password.csv.gz';

/**
 * `npm run bench:hands [-- --quick] [--strangers COUNT] [--recordings FOLDER] [--json FILE]`: the model that ships, against people and programs that it never
 * met. It is fitted by `npm run fit:hands`.
 */
function run(): boolean {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      recordings: { type: 'string' },
      json: { type: 'string' },
      strangers: { type: 'string' },
    },
  });
  console.log(`${machineLine()}\nmodel ${HAND_MODEL.version}, trained on ${HAND_MODEL.trainedOn.sha256.slice(0, 12)}`);
  const figures: Figure[] = [];
  const show = (title: string, more: readonly Figure[]): void => {
    console.log(`\n${title}`);
    for (const it of more) console.log(`  ${figureLine(it)}`);
    figures.push(...more);
  };
  const count = values.quick ? 800 : 4000;
  show('cost', [costFigure()]);
  show('generated people and programs, of another seed than the training', generatedFigures(count));
  show('hands played again', replayFigures());
  show('prints of hands that are not', [
    printCostFigure(),
    ...strangerFigures(Number(values.strangers ?? (values.quick ? 8_000 : 40_000))),
    ...ownVisitFigures(count),
  ]);
  const file = (name: string): string | null => {
    const path = join(values.recordings ?? '', name);
    if (values.recordings !== undefined && existsSync(path)) return path;
    console.log(`\nSKIPPED: --recordings names no folder with ${name}; nothing else depends on it`);
    return null;
  };
  const drags = file(DRAGS);
  if (drags !== null) show('drags of a CAPTCHA', dragFigures(drags));
  const mouse = MOUSE.map(file).filter(it => it !== null);
  if (mouse.length > 0) {
    show('recorded people at the mouse', recordedFigures(mouse, count / 4));
    show('prints of recorded people', recordedPrintFigures(mouse));
  }
  const phrases = file(PHRASES);
  if (phrases !== null)
    show(
      'a phrase, by people whose rhythms the generators were widened for',
      writerFigures('phrase writers', typedPhrases(phrases), count / 4),
    );
  const passwords = file(PASSWORDS);
  if (passwords !== null)
    show(
      'a password, by people never looked at',
      writerFigures('password writers', typedPasswords(passwords), count / 4),
    );
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures);
}

/** What a screening spends on hands: features and trees of both halves, in time of the processor: others share the machine. */
function costFigure(): Figure {
  const people = generatedPeople(200);
  const rounds = 50;
  const score = (): void => {
    for (let i = 0; i < rounds; i++) {
      for (const { movements, rhythm, keys } of people) {
        scoreMovement(movements);
        scoreTyping(rhythm, keys);
      }
    }
  };
  score();
  const before = process.cpuUsage();
  score();
  const { user } = process.cpuUsage(before);
  const value = user / rounds / people.length;
  return {
    what: 'hands of one screening',
    value,
    unit: 'µs',
    budget: { atMost: 50 },
    note: 'of up to three movements',
  };
}

process.exitCode = run() ? 0 : 1;
