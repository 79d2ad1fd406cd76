import {
  FIELD_BYTES_MAX,
  REPORT_BYTES_MAX,
  SUMMARY_BYTES_MAX,
  TOKEN_SEPARATOR,
  WIRE_VERSION,
} from '../shared/constants.ts';
import type { Report, StreamReadings } from '../shared/wire/report.ts';
import { base64url } from './base64url.ts';
import { shed } from './shed.ts';

/** What base64url of so many characters holds. */
const bytesIn = (chars: number) => Math.floor((chars * 3) / 4);

/** `token~summary`: the field of a form whose page has a token. A summary that has no room is left out whole. */
export function formField(token: string, streams: StreamReadings, work?: readonly number[]): string {
  const summary = base64url(shed({ v: WIRE_VERSION, streams, work }, bytesIn(SUMMARY_BYTES_MAX)));
  const field = token + TOKEN_SEPARATOR + summary;
  return field.length <= FIELD_BYTES_MAX ? field : token;
}

/** `~report`: the field where no token was had. It proves nothing, and says so by having nothing before the separator. */
export function unattestedField(report: Omit<Report, 'nonce'>): string {
  return TOKEN_SEPARATOR + base64url(shed(report, REPORT_BYTES_MAX));
}
