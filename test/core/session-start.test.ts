import assert from 'node:assert/strict';
import { readSessionStart, writeSessionStart } from '../../server/core/session-start.ts';
import { BEGUN } from '../support/session-begun.ts';

describe('how a session began', () => {
  it('is read as it was written, with all that is not known', () => {
    const unknown = { ...BEGUN, network: { family: 6, asn: null, kind: null }, key: '', engine: null } as const;
    for (const it of [BEGUN, { ...unknown, system: null, moveGapMs: null }]) {
      assert.deepEqual(readSessionStart(writeSessionStart(it)), it);
    }
  });
});
