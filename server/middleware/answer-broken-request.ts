import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { PROBLEMS, type ProblemCode, problemOf } from '../errors.ts';
import type { Metrics } from '../metrics.ts';

const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'body-timeout',
};

/** What is no HTTP at all never reaches the app: answered in the same form as every other refusal, and counted. */
export function answerBrokenRequest(metrics: Metrics): (error: NodeJS.ErrnoException, socket: Duplex) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const code = CODES[error.code ?? ''] ?? 'request-invalid';
    metrics.problems.inc({ code });
    const requestId = randomUUID();
    const body = JSON.stringify(problemOf(code, requestId));
    const head = [
      `HTTP/1.1 ${PROBLEMS[code].status} Refused`,
      'Content-Type: application/problem+json; charset=utf-8',
      `X-Request-Id: ${requestId}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
}
