import assert from 'node:assert/strict';
import { SOURCE_NAMES } from '../../../server/core/networks/address-facts.ts';
import { ageDaysOf, isTooOld, LIST_AGES, listTrust } from '../../../server/core/networks/list-age.ts';

describe('the age of lists', () => {
  it('counts in full while fresh, then halves, and ends in nothing', () => {
    assert.equal(listTrust('tor', 3), 1);
    assert.equal(listTrust('tor', 13), 0.5);
    assert.equal(listTrust('tor', 23), 0.25);
    assert.equal(listTrust('tor', 37), 0);
  });

  it('never rises with age, for any list', () => {
    for (const name of SOURCE_NAMES) {
      for (let days = 1; days < 2000; days++) assert.ok(listTrust(name, days) <= listTrust(name, days - 1), name);
      assert.equal(listTrust(name, 5000), 0);
      assert.equal(isTooOld(name, LIST_AGES[name].freshDays), false);
      assert.equal(isTooOld(name, LIST_AGES[name].freshDays + 1), true);
    }
  });

  it('takes a date in the future for today', () => {
    assert.equal(ageDaysOf(2000, 1000), 0);
    assert.equal(ageDaysOf(0, 86_400_000), 1);
  });
});
