import { PERMISSION_NAMES } from '../../shared/probes.ts';
import type { Missing } from '../../shared/wire/reading.ts';

type Asks = { readonly permissions?: { query(what: { name: string }): Promise<{ readonly state: PermissionState }> } };

const UNKNOWN = '-';

/** One letter a permission, in the order of PERMISSION_NAMES; to read a state asks nobody for anything. */
export async function permissionStates(
  // TypeScript's names of permissions are behind those of browsers.
  from: Asks = navigator as Asks,
): Promise<string | Missing> {
  const { permissions } = from;
  if (!permissions) return { missing: 'unsupported' };
  const state = async (name: string): Promise<string> => {
    try {
      return (await permissions.query({ name })).state.slice(0, 1);
    } catch {
      // A name that this browser does not know, or a page that may not ask.
      return UNKNOWN;
    }
  };
  return (await Promise.all(PERMISSION_NAMES.map(state))).join('');
}
