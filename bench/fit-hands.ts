import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fitModel, modelText } from './hands/fit-model.ts';

const MODEL_FILE = join(import.meta.dirname, '../server/core/hands/hand-model.json');

/** `npm run fit:hands [-- --check]`: writes the model of hands anew from its seed; --check: says whether it is the one that ships. */
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const text = modelText(fitModel());
if (!values.check) {
  writeFileSync(MODEL_FILE, text);
  console.log(`wrote ${MODEL_FILE}`);
} else if (text === readFileSync(MODEL_FILE, 'utf8')) {
  console.log('the model is the one that its seed gives');
} else {
  console.error(`${MODEL_FILE} is not what its seed gives: npm run fit:hands writes it anew`);
  process.exitCode = 1;
}
