import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { problemSchema } from '../../shared/wire/screening.ts';
import { startServer, type TestServer } from '../support/server.ts';

const send = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8').on('data', part => {
      answer += part;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('security: what is no HTTP', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  const cases: readonly (readonly [string, string, number, string])[] = [
    ['a broken request line', 'NONSENSE\r\n\r\n', 400, 'request-invalid'],
    [
      'a header with a control character',
      'GET / HTTP/1.1\r\nHost: a\r\nX: \u0001canary\r\n\r\n',
      400,
      'request-invalid',
    ],
    [
      'headers beyond the limit',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'canary'.repeat(8000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ];
  for (const [what, bytes, status, code] of cases) {
    it(`refuses ${what} as a problem, and counts it`, async () => {
      const answer = await send(server.url, bytes);
      assert.ok(answer.startsWith(`HTTP/1.1 ${status} `), answer.slice(0, 60));
      const problem = problemSchema.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))));
      assert.equal(problem.code, code);
      assert.ok(!answer.includes('canary'));
      const metrics = await (await fetch(`${server.url}/metrics`)).text();
      assert.match(metrics, new RegExp(`sekisho_problems_total\\{code="${code}"\\} [1-9]`));
    });
  }
});
