import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TELLING } from '../../client/graphics-abilities.ts';
import { FINGERPRINTJS_FOLDER } from '../../scripts/fingerprintjs.ts';

/** The numbers of a set that FingerprintJS' module names so; its comments have numbers, too. */
function numbersOf(name: string): readonly number[] {
  const code = readFileSync(path.join(FINGERPRINTJS_FOLDER, 'dist/fp.esm.js'), 'utf8');
  const set = new RegExp(`^const ${name} = new Set\\(\\[([^\\]]*)`, 'm').exec(code)?.[1] ?? assert.fail(`no ${name}`);
  return (
    set
      .replace(/\/\/.*/g, '')
      .match(/\d+/g)
      ?.map(Number) ?? []
  );
}

describe('client: what a graphics unit can do', () => {
  it('is asked for the parameters that FingerprintJS asks for', () => {
    const theirs = new Set([...numbersOf('validContextParameters'), ...numbersOf('validExtensionParams')]);
    const inOrder = (numbers: Iterable<unknown>) =>
      [...numbers]
        .map(Number)
        .sort((a, b) => a - b)
        .join(' ');
    assert.equal(inOrder(TELLING), inOrder(theirs));
  });
});
