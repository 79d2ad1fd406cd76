import assert from 'node:assert/strict';
import { contentBlockers } from '../../../client/more-signals/content-blockers.ts';

describe('client: the contentBlockers signal', () => {
  it('holds the names of the lists in use', async () => {
    assert.deepEqual(await contentBlockers(async () => ['adGuardJapanese']), ['adGuardJapanese']);
  });

  it('is unsupported where private windows would differ in it', async () => {
    assert.deepEqual(await contentBlockers(async () => undefined), { missing: 'unsupported' });
  });
});
