import assert from 'node:assert/strict';
import { evidenceOf } from '../../support/evidence-of.ts';
import { addressIn, personFacts } from '../../support/person-facts.ts';

const from = (country: string | null, homeCountries: readonly string[]) =>
  evidenceOf('foreign-country', personFacts({ address: addressIn(country), homeCountries }))?.weight;

describe('detector foreign-country', () => {
  it('speaks, lightly, of a country that is not one of the customers’', () => {
    assert.equal(from('RU', ['JP']), 0.8);
    assert.equal(from('US', ['JP', 'US']), undefined);
  });

  it('takes no country for foreign where none was said to be home, or the country is not known', () => {
    assert.equal(from('RU', []), undefined);
    assert.equal(from(null, ['JP']), undefined);
  });

  it('does not know the country by data that is years old', () => {
    const address = addressIn('RU', { dataAt: { places: Date.UTC(2023, 0, 1) } });
    assert.equal(evidenceOf('foreign-country', personFacts({ address, homeCountries: ['JP'] })), null);
  });
});
