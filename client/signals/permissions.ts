import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';

type Asks = {
  readonly permissions?: { query(what: { name: 'notifications' }): Promise<{ readonly state: PermissionState }> };
};
type Says = { readonly Notification?: { readonly permission: NotificationPermission } };

/** Reads the notification setting in both ways; neither asks the person for anything. */
export async function permissions(
  from: Asks = navigator,
  view: Says = globalThis,
): Promise<Signals['permissions'] | Missing> {
  // Absent on plain http, and in Safari before 16.
  if (!from.permissions) return { missing: 'unsupported' };
  try {
    const { state } = await from.permissions.query({ name: 'notifications' });
    return { query: state, api: view.Notification?.permission ?? null };
  } catch (error) {
    // A browser that does not know the name of a permission rejects with TypeError.
    if (error instanceof TypeError) return { missing: 'unsupported' };
    throw error;
  }
}
