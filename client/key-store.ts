const DATABASE = 'sekisho';
const TABLE = 'keys';

/**
 * One step in IndexedDB, the only store of the web that keeps a key which no script can read. Closed again at once: an open one
 * keeps pages out of the back/forward cache. Rejects where the browser keeps none.
 */
function inStore<T>(
  mode: IDBTransactionMode,
  act: (keys: IDBObjectStore, done: (result: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const fail = (why: unknown) => {
        database.close();
        reject(why);
      };
      try {
        const transaction = database.transaction(TABLE, mode);
        let finish = () => {};
        act(transaction.objectStore(TABLE), result => {
          finish = () => resolve(result);
        });
        transaction.onabort = () => fail(transaction.error);
        transaction.oncomplete = () => {
          database.close();
          finish();
        };
      } catch (why) {
        fail(why);
      }
    };
  });
}

export const readKey = (siteKey: string): Promise<CryptoKeyPair | undefined> =>
  inStore('readonly', (keys, done) => {
    const asked = keys.get(siteKey);
    asked.onsuccess = () => done(asked.result);
  });

/** What is kept then: of two tabs that make one at the same moment the first one's stays. @param instead the one that gives way. */
export const keepKey = (siteKey: string, made: CryptoKeyPair, instead: boolean): Promise<CryptoKeyPair> =>
  inStore('readwrite', (keys, done) => {
    const asked = keys.get(siteKey);
    asked.onsuccess = () => {
      const kept = instead ? undefined : asked.result;
      if (kept === undefined) keys.put(made, siteKey);
      done(kept ?? made);
    };
  });
