import assert from 'node:assert/strict';
import { permissions } from '../../../client/signals/permissions.ts';

const answering = (state: PermissionState) => ({ permissions: { query: async () => ({ state }) } });
const rejecting = (error: Error) => ({ permissions: { query: () => Promise.reject(error) } });

describe('client: the permissions signal', () => {
  it('reads the setting in both ways', async () => {
    const signal = await permissions(answering('prompt'), { Notification: { permission: 'default' } });
    assert.deepEqual(signal, { query: 'prompt', api: 'default' });
  });

  it('holds null where there are no notifications, as in a webview', async () => {
    assert.deepEqual(await permissions(answering('denied'), {}), { query: 'denied', api: null });
  });

  it('is unsupported where the browser cannot be asked, or not about notifications', async () => {
    assert.deepEqual(await permissions({}, {}), { missing: 'unsupported' });
    assert.deepEqual(await permissions(rejecting(new TypeError('name')), {}), { missing: 'unsupported' });
  });

  it('leaves an error nobody expects to the runner', async () => {
    await assert.rejects(permissions(rejecting(new RangeError('odd')), {}), RangeError);
  });
});
