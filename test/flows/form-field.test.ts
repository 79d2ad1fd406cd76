import assert from 'node:assert/strict';
import { readFormField } from '../../server/flows/form-field.ts';
import { SUMMARY_BYTES_MAX } from '../../shared/constants.ts';

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const PAGE = { ageMs: 1, firstInteractionMs: null, submitMs: 1, hiddenMs: 0, restored: false };
const SUMMARY = { v: 1, streams: { page: PAGE } };

describe('the form field', () => {
  it('is none when absent, null or empty', () => {
    for (const it of [undefined, null, '']) assert.deepEqual(readFormField(it), { kind: 'none' });
  });

  it('is a token, with its summary or without', () => {
    assert.deepEqual(readFormField('abc'), { kind: 'token', token: 'abc', summary: null, work: null });
    const read = { kind: 'token', token: 'abc', summary: { page: PAGE }, work: null } as const;
    assert.deepEqual(readFormField(`abc~${encode(SUMMARY)}`), read);
    const work = [0, 1, 2, 3, 4, 5, 6, 0xffff_ffff];
    assert.deepEqual(readFormField(`abc~${encode({ ...SUMMARY, work })}`), { ...read, work });
  });

  it('keeps the token where the summary is not one', () => {
    const bad = [
      '',
      '!',
      'AAA=',
      encode('{"v":1,"v":1}'),
      encode('[]'),
      encode({ v: 2, streams: {} }),
      encode({ v: 1, streams: { page: 1 } }),
      encode({ ...SUMMARY, work: [1] }),
      encode({ ...SUMMARY, work: [0, 1, 2, 3, 4, 5, 6, -1] }),
      encode(`{"v":1,"streams":{}${' '.repeat(SUMMARY_BYTES_MAX)}}`),
      `${encode(SUMMARY)}~${encode(SUMMARY)}`,
    ];
    const none = { kind: 'token', token: 'abc', summary: null, work: null } as const;
    for (const it of bad) assert.deepEqual(readFormField(`abc~${it}`), none, it.slice(0, 60));
  });

  it('is unattested when it begins with the separator, whatever follows', () => {
    const report = { v: 1, signals: { webdriver: true, fromTheFuture: 1 }, streams: {} };
    const read = { kind: 'unattested', report: { signals: { webdriver: true }, streams: {}, session: null } };
    assert.deepEqual(readFormField(`~${encode(report)}`), read);
    // Nobody handed it out: a nonce in it means nothing.
    assert.deepEqual(readFormField(`~${encode({ ...report, nonce: 'n' })}`), read);
    assert.deepEqual(readFormField('~'), { kind: 'unattested', report: null });
  });
});
