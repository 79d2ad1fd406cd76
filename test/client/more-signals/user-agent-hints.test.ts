import assert from 'node:assert/strict';
import { userAgentHints } from '../../../client/more-signals/user-agent-hints.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const answering = (getHighEntropyValues: () => Promise<unknown>) => ({ userAgentData: { getHighEntropyValues } });

describe('client: the userAgentHints signal', () => {
  it('holds the exact versions', async () => {
    const values = {
      architecture: 'x86',
      bitness: '64',
      model: '',
      platformVersion: '19.0.0',
      wow64: false,
      formFactors: ['Desktop'],
      fullVersionList: [{ brand: 'Chromium', version: '156.0.8078.79' }],
    };
    const signal = await userAgentHints(answering(async () => values));
    const { fullVersionList: versions, ...others } = values;
    assert.deepEqual(SIGNALS.userAgentHints.shape.parse(signal), { ...others, versions });
  });

  it('is empty where an older browser leaves a value out, and fits the wire however odd it is', async () => {
    const odd = { model: 'm'.repeat(999), fullVersionList: Array(99).fill({ brand: 7 }), formFactors: 'none' };
    const signal = SIGNALS.userAgentHints.shape.parse(await userAgentHints(answering(async () => odd)));
    assert.deepEqual(
      [signal.architecture, signal.wow64, signal.formFactors, signal.versions.length],
      ['', null, [], 10],
    );
  });

  it('tells a browser without it from a page that forbids it', async () => {
    assert.deepEqual(await userAgentHints({}), { missing: 'unsupported' });
    const forbidden = answering(() => Promise.reject(new DOMException('policy', 'NotAllowedError')));
    assert.deepEqual(await userAgentHints(forbidden), { missing: 'blocked' });
    await assert.rejects(userAgentHints(answering(() => Promise.reject(new RangeError('odd')))), RangeError);
  });
});
