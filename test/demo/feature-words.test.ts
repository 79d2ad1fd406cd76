import assert from 'node:assert/strict';
import { featureWords, valueWords } from '../../demo/feature-words.ts';

describe('demo: feature words', () => {
  it('says features and their values in words', () => {
    assert.equal(featureWords('webdriver', 'en'), 'The browser says that it is automated');
    assert.equal(valueWords('webdriver', true, 'ja'), 'はい');
    assert.equal(valueWords('token', 'none', 'en'), 'none came');
    assert.equal(valueWords('submitMs', 212, 'en'), '212 ms');
    assert.equal(valueWords('submitMs', 1500, 'ja'), '1.5 秒');
    assert.equal(valueWords('tokenAgeMs', 45 * 60_000, 'en'), '45 min');
    assert.equal(valueWords('accountLogins', 1234, 'en'), '1,234');
  });

  it('says that a value is unknown, and why', () => {
    assert.equal(valueWords('webdriver', null, 'en'), 'unknown');
    assert.equal(valueWords('webdriver', { unknown: 'blocked' }, 'en'), 'unknown (blocked)');
    assert.equal(valueWords('webdriver', { missing: 'timed-out' }, 'ja'), '不明（時間切れ）');
  });

  it('shows what it has no words for as it is, within limits', () => {
    assert.equal(featureWords('loginFailures10mCount', 'ja'), 'loginFailures10mCount');
    assert.equal(featureWords('constructor', 'ja'), 'constructor');
    assert.equal(valueWords('token', 'toString', 'en'), 'toString');
    assert.equal(valueWords('later', { a: ['x'] }, 'en'), '{"a":["x"]}');
    assert.equal(valueWords('later', 'x'.repeat(5000), 'en').length, 120);
  });
});
