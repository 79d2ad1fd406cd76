import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DOC_TABLES, withTables } from '../scripts/doc-tables.ts';
import { DETECTORS } from '../server/core/detectors/index.ts';
import { REASON_WORDS } from '../server/core/reason-words.ts';
import { PROBLEMS } from '../server/errors.ts';
import { ENDPOINTS } from '../server/routes/index.ts';

const DOCUMENTS = [
  'README.md',
  'README.ja.md',
  ...['AGENT', 'ARCHITECTURE', 'ADDING', 'NETWORKS', 'OPERATING', 'PRIVACY', 'PROVING-GROUND', 'THREATS'].map(
    it => `docs/${it}.md`,
  ),
  ...Object.keys(DOC_TABLES),
];

describe('documents', () => {
  for (const file of Object.keys(DOC_TABLES)) {
    it(`hold the tables of the code: ${file} (npm run docs writes them anew)`, () => {
      const text = readFileSync(file, 'utf8');
      assert.equal(withTables(file, text), text);
    });
  }

  it('have words in ja and en for every reason, and for nothing else', () => {
    assert.deepEqual(Object.keys(REASON_WORDS).toSorted(), DETECTORS.map(it => it.code).toSorted());
    for (const [code, { ja, en }] of Object.entries(REASON_WORDS)) {
      assert.match(ja, /[ぁ-んァ-ン一-龠]/, code);
      assert.match(en, /[a-z]{3}/, code);
    }
  });

  it('name every problem where it can happen, or it is the gate’s own', () => {
    const own = ['route-unknown', 'method-not-allowed', 'internal', 'request-invalid', 'headers-too-large'];
    const named = new Set([...ENDPOINTS.flatMap(it => it.problems), ...own]);
    assert.deepEqual(
      Object.keys(PROBLEMS).filter(code => ![...named].some(it => it === code)),
      [],
    );
  });

  it('link only to what is there', () => {
    const dead = DOCUMENTS.flatMap(file => {
      const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)];
      return links
        .map(([, to = '']) => join(dirname(file), to))
        .filter(to => !existsSync(to))
        .map(to => `${file} -> ${to}`);
    });
    assert.deepEqual(dead, []);
  });

  it('show the same commands, code and links in the README of either language', () => {
    const shownIn = (file: string): string => {
      const text = readFileSync(file, 'utf8');
      const code = [...text.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, block = '']) =>
        block.replaceAll(/\s*(#|\/\/) .*$/gm, ''),
      );
      const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, it = '']) => it);
      const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => to.replaceAll('.ja.', '.'));
      return [...code, ...inline.toSorted(), ...links.filter(it => it !== 'README.md')].join('\n');
    };
    assert.equal(shownIn('README.ja.md'), shownIn('README.md'));
  });

  it('keep the README under 150 lines', () => {
    for (const file of ['README.md', 'README.ja.md'])
      assert.ok(readFileSync(file, 'utf8').split('\n').length < 150, file);
  });
});
