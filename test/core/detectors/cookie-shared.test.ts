import assert from 'node:assert/strict';
import { cookieShared } from '../../../server/core/detectors/cookie-shared.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('cookie-shared', () => {
  it('says so of a cookie that more than four keys sent within a day, and counts it against nobody', () => {
    assert.deepEqual(cookieShared.weigh({ ...featuresOf(), cookieKeys24hCount: 5 }), { weight: 0, facts: { keys: 5 } });
  });

  it('says nothing of a browser that made a new key now and then, nor where no cookie came', () => {
    assert.equal(cookieShared.weigh({ ...featuresOf(), cookieKeys24hCount: 4 }), null);
    assert.equal(cookieShared.weigh({ ...featuresOf(), cookieKeys24hCount: { unknown: 'not-sent' } }), null);
  });
});
