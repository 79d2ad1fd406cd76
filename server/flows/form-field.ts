import { REPORT_BYTES_MAX, SUMMARY_BYTES_MAX, TOKEN_SEPARATOR } from '../../shared/constants.ts';
import {
  type SignalReadings,
  type StreamReadings,
  summarySchema,
  unattestedReportSchema,
} from '../../shared/wire/report.ts';
import { parseStrictJson } from '../core/strict-json.ts';
import { LIMITS } from '../limits.ts';
import { dropUnknown } from './known-report.ts';

/** The form field's value taken apart; what does not parse is absent: it was the browser's own claim. */
export type FormField =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'token';
      readonly token: string;
      readonly summary: StreamReadings | null;
      readonly work: readonly number[] | null;
    }
  | { readonly kind: 'unattested'; readonly report: UnattestedReport | null };

export type UnattestedReport = {
  readonly signals: SignalReadings;
  readonly streams: StreamReadings;
  readonly session: string | null;
};

export function readFormField(value: string | null | undefined): FormField {
  if (value === null || value === undefined || value === '') return { kind: 'none' };
  const cut = value.indexOf(TOKEN_SEPARATOR);
  if (cut === -1) return { kind: 'token', token: value, summary: null, work: null };
  const rest = value.slice(cut + 1);
  if (cut === 0) return { kind: 'unattested', report: readReport(rest) };
  return { kind: 'token', token: value.slice(0, cut), ...readSummary(rest) };
}

const JSON_LIMITS = { depthMax: LIMITS.jsonDepthMax, keysMax: LIMITS.jsonKeysMax };

function decode(text: string, bytesMax: number): unknown {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length > bytesMax || bytes.toString('base64url') !== text) return null;
  const parsed = parseStrictJson(bytes, JSON_LIMITS);
  return parsed.ok ? parsed.value : null;
}

function readSummary(text: string): { summary: StreamReadings | null; work: readonly number[] | null } {
  const { success, data } = summarySchema.safeParse(decode(text, SUMMARY_BYTES_MAX));
  if (!success) return { summary: null, work: null };
  return { summary: dropUnknown({ signals: {}, streams: data.streams }).streams, work: data.work ?? null };
}

function readReport(text: string): UnattestedReport | null {
  const parsed = unattestedReportSchema.safeParse(decode(text, REPORT_BYTES_MAX));
  if (!parsed.success) return null;
  const { signals, streams } = dropUnknown(parsed.data);
  return { signals, streams, session: parsed.data.session ?? null };
}
