import assert from 'node:assert/strict';
import { webdriver } from '../../../client/signals/webdriver.ts';

describe('client: the webdriver signal', () => {
  it('is what the browser says', () => {
    assert.equal(webdriver({ webdriver: true }), true);
    assert.equal(webdriver({ webdriver: false }), false);
  });

  it('is unsupported where it was taken away, not false', () => {
    assert.deepEqual(webdriver({}), { missing: 'unsupported' });
    assert.deepEqual(webdriver({ webdriver: undefined }), { missing: 'unsupported' });
  });
});
