import assert from 'node:assert/strict';
import { checkCredentials } from '../../demo/check-credentials.ts';

describe('demo: checkCredentials', () => {
  it('lets any e-mail address in with the password of the demo', () => {
    for (const email of ['a@b', 'hanako+bank@example.co.jp', '花子@例え.jp'])
      assert.ok(checkCredentials(email, 'correct-horse-battery'), email);
  });

  it('lets in no other password and no name that is no address', () => {
    for (const password of ['', 'correct-horse', 'correct-horse-battery ', 'Correct-Horse-Battery'])
      assert.ok(!checkCredentials('a@example.com', password), password);
    for (const name of ['', 'hanako', '@example.com', 'a@', 'a@b@c', 'a b@c', 'a@b\n', `${'a'.repeat(260)}@b`])
      assert.ok(!checkCredentials(name, 'correct-horse-battery'), JSON.stringify(name));
  });
});
