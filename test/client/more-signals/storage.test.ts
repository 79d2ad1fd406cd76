import assert from 'node:assert/strict';
import { storage } from '../../../client/more-signals/storage.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const VIEW = { sessionStorage: {}, localStorage: {}, indexedDB: {}, caches: {} };

describe('client: the storage signal', () => {
  it('says what can be reached, and the quota as a power of two', async () => {
    const manager = { estimate: async () => ({ quota: 3 * 2 ** 30 }), persisted: async () => true };
    const from = { cookieEnabled: true, serviceWorker: {}, storage: { ...manager, getDirectory: () => {} } };
    assert.deepEqual(SIGNALS.storage.shape.parse(await storage(VIEW, from)), {
      cookies: true,
      session: true,
      local: true,
      indexedDb: true,
      openDatabase: false,
      caches: true,
      serviceWorker: true,
      directory: true,
      persisted: true,
      quotaBits: 32,
    });
  });

  it('knows blocked storage, whose mere mention throws', async () => {
    const view = Object.defineProperty({ ...VIEW }, 'localStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
    const refuse = () => Promise.reject(new DOMException('blocked', 'SecurityError'));
    const signal = await storage(view, { cookieEnabled: false, storage: { estimate: refuse, persisted: refuse } });
    assert.deepEqual([signal.cookies, signal.local, signal.quotaBits, signal.persisted], [false, false, null, null]);
  });

  it('does not know the quota where the browser has no manager', async () => {
    assert.equal((await storage(VIEW, { cookieEnabled: true })).quotaBits, null);
  });
});
