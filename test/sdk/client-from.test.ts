import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { clientFrom } from '../../sdk/node/index.ts';
import { screeningRequestSchema } from '../../shared/wire/screening.ts';

function requestWith(...rawHeaders: string[]): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.rawHeaders = rawHeaders;
  for (let at = 0; at < rawHeaders.length; at += 2)
    request.headers[(rawHeaders[at] ?? '').toLowerCase()] = rawHeaders[at + 1];
  return request;
}

describe('sdk: clientFrom', () => {
  it('keeps the headers as they came, in order, without the values of secrets', () => {
    const request = requestWith(
      'Host',
      'bank',
      'COOKIE',
      'sid=1',
      'User-Agent',
      'UA',
      'Authorization',
      'Basic x',
      'accept',
      '*/*',
    );
    assert.deepEqual(clientFrom(request, '192.0.2.1'), {
      ip: '192.0.2.1',
      userAgent: 'UA',
      headers: [
        ['Host', 'bank'],
        ['COOKIE', ''],
        ['User-Agent', 'UA'],
        ['Authorization', ''],
        ['accept', '*/*'],
      ],
    });
  });

  it('says how it was called, where it is told its own origin, and nothing that a screening refuses', () => {
    const request = Object.assign(requestWith(), { method: 'POST', url: '/login', originalUrl: '/bank/login?next=1' });
    const of = (origin?: string) => clientFrom(request, '192.0.2.1', origin).request;
    assert.deepEqual(of('https://www.example.com'), {
      method: 'POST',
      url: 'https://www.example.com/bank/login?next=1',
    });
    assert.equal(of(), undefined);
    request.originalUrl = `/${'x'.repeat(5000)}`;
    assert.equal(of('https://www.example.com'), undefined);
    request.originalUrl = '*';
    const client = clientFrom(request, '192.0.2.1', 'https://www.example.com');
    const question = { domain: 'access', action: 'login', phase: 'failed', client };
    assert.ok(screeningRequestSchema.safeParse(question).success);
  });

  it('says an IPv4 address plainly and drops a zone', () => {
    assert.equal(clientFrom(requestWith(), '::ffff:192.0.2.1').ip, '192.0.2.1');
    assert.equal(clientFrom(requestWith(), 'fe80::1%eth0').ip, 'fe80::1');
  });

  it('stays within what a screening accepts, whatever a stranger sends', () => {
    const many = Array.from({ length: 200 }, (_, at) => [`X-${at}`, 'v']).flat();
    const hostile = requestWith('User-Agent', 'U'.repeat(9000), 'X'.repeat(500), 'V'.repeat(9000), ...many);
    for (const ip of ['unknown', undefined, '10.0.0.1, 10.0.0.2']) {
      const client = clientFrom(hostile, ip);
      const question = { domain: 'access', action: 'login', phase: 'failed', client };
      assert.ok(screeningRequestSchema.safeParse(question).success, `${ip}`);
    }
  });
});
