import assert from 'node:assert/strict';
import { evidenceOf } from '../../support/evidence-of.ts';
import { addressIn, withSignals } from '../../support/person-facts.ts';

const speaking = (languages: string[], country = 'RU') =>
  evidenceOf(
    'foreign-language',
    withSignals(
      { languages: { language: languages[0] ?? '', languages } },
      { address: addressIn(country), homeCountries: ['JP'] },
    ),
  )?.weight;

describe('detector foreign-language', () => {
  it('speaks, lightly, from abroad without any language of home', () => {
    assert.equal(speaking(['ru-RU', 'en-US']), 0.5);
    assert.equal(speaking(['zh']), 0.5);
  });

  it('is silent for who travels with a device of home, and for foreigners at home', () => {
    assert.equal(speaking(['en-US', 'ja']), undefined);
    assert.equal(speaking(['ja-JP']), undefined);
    assert.equal(speaking(['ru-RU'], 'JP'), undefined);
  });

  it('is silent where the browser names no language that exists', () => {
    assert.equal(speaking([]), undefined);
    assert.equal(speaking(['$$$']), undefined);
  });
});
