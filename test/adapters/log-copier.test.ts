import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { logCopier } from '../../server/adapters/embedded/log-copier.ts';

describe('log copier', () => {
  it('leaves all to whoever writes where the machine has no room for a thread more', () => {
    const copier = logCopier('unused', () => {
      throw Object.assign(new Error('EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' });
    });
    let done = 0;
    for (let n = 1; n <= 2; n++) {
      copier.begin(() => done++);
      assert.equal(done, n);
      assert.equal(copier.isCopying, false);
    }
  });

  it('calls nobody back who has closed it, and has closed his own connection', async () => {
    const thread = new Worker(
      `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', it => (it === 'end' ? parentPort.close() : parentPort.postMessage('copied')));`,
      { eval: true },
    );
    const copier = logCopier('unused', () => thread);
    let done = 0;
    copier.begin(() => done++);
    copier.close();
    await once(thread, 'exit');
    assert.equal(done, 0);
  });
});
