import assert from 'node:assert/strict';
import { shed } from '../../client/shed.ts';
import type { Report } from '../../shared/wire/report.ts';

const report: Report = {
  v: 1,
  nonce: 'n',
  signals: { webdriver: false, userAgent: 'a'.repeat(50), platform: 'b'.repeat(50) },
  streams: { page: { missing: 'failed' }, focus: { missing: 'failed' } },
};
const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('client: shed', () => {
  it('leaves alone what fits', () => {
    assert.deepEqual(JSON.parse(shed(report, size(report))), report);
  });

  it('gives up signals from the end first, then streams, and nothing more than must be', () => {
    const one = JSON.parse(shed(report, size(report) - 1));
    assert.deepEqual(one, { ...report, signals: { webdriver: false, userAgent: 'a'.repeat(50) } });
    const bare = { ...report, signals: {} };
    const two = JSON.parse(shed(report, size(bare) - 1));
    assert.deepEqual(two, { ...bare, streams: { page: { missing: 'failed' } } });
  });

  it('does not touch the message it was given', () => {
    const before = structuredClone(report);
    shed(report, 10);
    assert.deepEqual(report, before);
  });

  it('counts bytes, not characters', () => {
    const japanese: Report = { ...report, signals: { userAgent: '関'.repeat(50) } };
    assert.ok(size(japanese) > JSON.stringify(japanese).length);
    assert.deepEqual(JSON.parse(shed(japanese, JSON.stringify(japanese).length)).signals, {});
  });
});
