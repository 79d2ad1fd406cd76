import assert from 'node:assert/strict';
import { formField, unattestedField } from '../../client/form-field.ts';
import { FIELD_BYTES_MAX, SUMMARY_BYTES_MAX, TOKEN_SEPARATOR } from '../../shared/constants.ts';
import { type StreamReadings, summarySchema, unattestedReportSchema } from '../../shared/wire/report.ts';

const streams: StreamReadings = {
  page: { ageMs: 1, firstInteractionMs: null, submitMs: 1, hiddenMs: 0, restored: false },
  keys: { missing: 'failed' },
};
const decode = (text: string | undefined) => JSON.parse(Buffer.from(text ?? '', 'base64url').toString());
/** As no browser makes it: only the size is looked at. */
const grown = (chars: number): object => ({ ...streams, pointer: { missing: 'x'.repeat(chars) } });

describe('client: the form field', () => {
  it('is the token and the summary, as the server reads them', () => {
    const [token, summary] = formField('v1.a-b_c', streams).split(TOKEN_SEPARATOR);
    assert.equal(token, 'v1.a-b_c');
    assert.deepEqual(summarySchema.parse(decode(summary)), { v: 1, streams });
  });

  it('begins with the separator where there is no token, and the report names no nonce', () => {
    const [token, report] = unattestedField({ v: 1, session: 's', signals: { webdriver: true }, streams }).split(
      TOKEN_SEPARATOR,
    );
    assert.equal(token, '');
    assert.deepEqual(unattestedReportSchema.parse(decode(report)), {
      v: 1,
      session: 's',
      signals: { webdriver: true },
      streams,
    });
  });

  it('keeps a summary within its limit as it travels, the needed streams first', () => {
    const [, summary] = formField('t', grown(SUMMARY_BYTES_MAX * 0.85)).split(TOKEN_SEPARATOR);
    assert.ok(summary !== undefined && summary.length <= SUMMARY_BYTES_MAX);
    assert.deepEqual(decode(summary).streams, streams);
  });

  it('hands out the token alone when a summary has no room beside it', () => {
    const token = 't'.repeat(FIELD_BYTES_MAX - 10);
    assert.equal(formField(token, streams), token);
  });

  it('keeps an unattested report within the field’s limit', () => {
    const report = { v: 1, signals: { webdriver: true, platform: 'x'.repeat(FIELD_BYTES_MAX) }, streams } as const;
    const field = unattestedField(report);
    assert.ok(field.length <= FIELD_BYTES_MAX);
    assert.deepEqual(decode(field.slice(1)).signals, { webdriver: true });
  });
});
