import type { Signals } from '../../shared/wire/signals.ts';
import { property } from '../property.ts';

const BITS_MAX = 64;

/** Only that it can be reached: nothing is written. Access itself throws where cookies are blocked. */
function reaches(view: object, name: string): boolean {
  try {
    return Boolean(property(view, name));
  } catch {
    return false;
  }
}

type Manager = Partial<Pick<StorageManager, 'estimate' | 'persisted'>>;

async function quotaBits(manager: Manager | undefined): Promise<number | null> {
  try {
    const quota = (await manager?.estimate?.())?.quota;
    return quota === undefined ? null : Math.min(BITS_MAX, Math.round(Math.log2(Math.max(1, quota))));
  } catch {
    // Firefox and Safari refuse where storage is blocked.
    return null;
  }
}

async function persisted(manager: Manager | undefined): Promise<boolean | null> {
  try {
    return (await manager?.persisted?.()) ?? null;
  } catch {
    return null;
  }
}

export async function storage(
  view: object = window,
  from: { readonly cookieEnabled: boolean; readonly storage?: Manager } = navigator,
): Promise<Signals['storage']> {
  const [bits, kept] = await Promise.all([quotaBits(from.storage), persisted(from.storage)]);
  return {
    cookies: from.cookieEnabled,
    session: reaches(view, 'sessionStorage'),
    local: reaches(view, 'localStorage'),
    indexedDb: reaches(view, 'indexedDB'),
    openDatabase: reaches(view, 'openDatabase'),
    caches: reaches(view, 'caches'),
    serviceWorker: reaches(from, 'serviceWorker'),
    directory: typeof property(from.storage, 'getDirectory') === 'function',
    persisted: kept,
    quotaBits: bits,
  };
}
