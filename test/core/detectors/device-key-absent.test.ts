import assert from 'node:assert/strict';
import { deviceKeyAbsent } from '../../../server/core/detectors/device-key-absent.ts';
import { judge } from '../../../server/core/judge.ts';
import { accessCourt } from '../../support/access-court.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('device-key-absent', () => {
  it('speaks where the key is missing that its engine would have kept, and says nothing where nobody can say', () => {
    assert.equal(deviceKeyAbsent.weigh({ ...featuresOf(), deviceKeyAbsent: true })?.weight, 1);
    for (const it of [false, { unknown: 'not-applicable' }] as const) {
      assert.equal(deviceKeyAbsent.weigh({ ...featuresOf(), deviceKeyAbsent: it }), null);
    }
  });

  it('never asks by itself', () => {
    const judged = judge({ ...featuresOf(), deviceKeyAbsent: true, timeZoneFitsCountry: false }, accessCourt());
    assert.equal(judged.verdict, 'OK');
  });
});
