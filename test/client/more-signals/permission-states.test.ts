import assert from 'node:assert/strict';
import { permissionStates } from '../../../client/more-signals/permission-states.ts';
import { PERMISSION_NAMES } from '../../../shared/probes.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the permissionStates signal', () => {
  it('is a letter for each permission, in their order, with - for those the browser does not know', async () => {
    const states: Record<string, PermissionState> = { geolocation: 'denied', camera: 'prompt', midi: 'granted' };
    const query = async ({ name }: { name: string }) => {
      const state = states[name];
      if (state === undefined) throw new TypeError(name);
      return { state };
    };
    const signal = SIGNALS.permissionStates.shape.parse(await permissionStates({ permissions: { query } }));
    assert.equal(signal, 'dp-g'.padEnd(PERMISSION_NAMES.length, '-'));
  });

  it('is unsupported where nothing can be asked', async () => {
    assert.deepEqual(await permissionStates({}), { missing: 'unsupported' });
  });
});
