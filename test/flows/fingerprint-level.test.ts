import assert from 'node:assert/strict';
import { fingerprintLevel } from '../../server/flows/fingerprint-level.ts';
import { atLevel } from '../../server/flows/known-report.ts';
import type { SignalReadings } from '../../shared/wire/report.ts';

describe('flow: how far the agent may look', () => {
  it('is what the site says, and light where Sec-GPC is honoured', () => {
    const full = { fingerprint: 'full' } as const;
    assert.equal(fingerprintLevel({ ...full, gpc: 'honour' }, false), 'full');
    assert.equal(fingerprintLevel({ ...full, gpc: 'honour' }, true), 'light');
    assert.equal(fingerprintLevel({ ...full, gpc: 'ignore' }, true), 'full');
    assert.equal(fingerprintLevel({ fingerprint: 'light', gpc: 'ignore' }, false), 'light');
  });

  it('is held to: what an agent shows beyond it is not kept', () => {
    const shown: SignalReadings = {
      platform: 'Linux x86_64',
      math: '0123456789abcd',
      fonts: ['Calibri'],
      canvas: { missing: 'blocked' },
    };
    assert.deepEqual(atLevel(shown, 'full'), shown);
    assert.deepEqual(atLevel(shown, 'light'), { platform: 'Linux x86_64', math: '0123456789abcd' });
  });
});
