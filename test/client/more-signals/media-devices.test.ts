import assert from 'node:assert/strict';
import { mediaDevices } from '../../../client/more-signals/media-devices.ts';

const having = (...devices: { kind: MediaDeviceKind; label: string }[]) => ({
  mediaDevices: { enumerateDevices: async () => devices },
});

describe('client: the mediaDevices signal', () => {
  it('counts each kind, and says that names could be read, not which', async () => {
    const unnamed = await mediaDevices(having({ kind: 'audioinput', label: '' }, { kind: 'videoinput', label: '' }));
    assert.deepEqual(unnamed, { audioInputs: 1, audioOutputs: 0, videoInputs: 1, named: false });
    const named = await mediaDevices(having({ kind: 'audiooutput', label: 'Speaker of Hanako' }));
    assert.deepEqual(named, { audioInputs: 0, audioOutputs: 1, videoInputs: 0, named: true });
  });

  it('tells a page on plain http from one that may not ask', async () => {
    assert.deepEqual(await mediaDevices({}), { missing: 'unsupported' });
    const forbidden = {
      mediaDevices: { enumerateDevices: () => Promise.reject(new DOMException('policy', 'NotAllowedError')) },
    };
    assert.deepEqual(await mediaDevices(forbidden), { missing: 'blocked' });
  });
});
