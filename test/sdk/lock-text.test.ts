import assert from 'node:assert/strict';
import { lockText } from '../../sdk/node/index.ts';

const NOW = Date.UTC(2026, 10, 22);
const until = (ms: number): string => new Date(NOW + ms).toISOString();

describe('sdk: lockText', () => {
  it('says nothing where the lane is open, or nobody can tell', () => {
    assert.equal(lockText(null, 'ja', NOW), null);
    assert.equal(lockText({ state: 'open', lane: 'others', until: null }, 'en', NOW), null);
  });

  it('says how long, and what the customer may do in either lane', () => {
    const others = { state: 'locked', lane: 'others', until: until(29 * 60_000 + 1) } as const;
    assert.match(lockText(others, 'en', NOW) ?? '', /device that you usually log in with.* about 30 minutes\.$/);
    assert.match(lockText(others, 'ja', NOW) ?? '', /普段お使いの端末.*30分ほど後に.*。$/);
    const own = { state: 'locked', lane: 'vouched-device', until: until(1) } as const;
    assert.match(lockText(own, 'en', NOW) ?? '', /about 1 minute, or reset your password\.$/);
    assert.match(lockText(own, 'ja', NOW) ?? '', /1分ほど後に.*再設定.*。$/);
  });

  it('names no time that is over', () => {
    assert.match(lockText({ state: 'locked', lane: 'others', until: until(-60_000) }, 'en', NOW) ?? '', / 1 minute\.$/);
    assert.match(lockText({ state: 'locked', lane: 'others', until: null }, 'ja', NOW) ?? '', /1分/);
  });
});
