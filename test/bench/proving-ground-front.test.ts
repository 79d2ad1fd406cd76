import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Front, front } from '../../bench/proving-ground/front.ts';
import { closing } from '../support/closing.ts';
import { send } from '../support/gate-client.ts';

const POLICY = { 'content-security-policy': "default-src 'self'", 'content-type': 'text/html' };
const LOGIN = '<html><body><form></form></body></html>';
const RESULT = '<html><body data-verdict="REVIEW" data-score="50">asked for more</body></html>';

describe('the front of the proving ground', () => {
  const atEnd = closing();
  /** What the gate behind it was asked, a line each. */
  const asked: string[] = [];
  let entrance: Front;
  let gateUrl: string;

  before(async () => {
    const gate = createServer(async (req, res) => {
      let body = '';
      for await (const part of req) body += part;
      asked.push(`${req.method} ${req.url} ${req.rawHeaders.join('|')} ${body}`);
      res.writeHead(200, POLICY).end(req.method === 'POST' && !body.includes('wrong') ? RESULT : LOGIN);
    });
    gate.listen(0, '127.0.0.1');
    await once(gate, 'listening');
    const address = gate.address();
    assert.ok(address instanceof Object);
    gateUrl = `http://127.0.0.1:${address.port}`;
    atEnd(async () => gate.close());
    entrance = await front('peers');
    atEnd(() => entrance.close());
  });

  beforeEach(() => asked.splice(0));

  it('hands a request on with the names, the case and the order of its headers', async () => {
    entrance.leadTo(gateUrl);
    const headers = { 'X-Late': '1', HOST: 'demo.test', 'sec-ch-ua': '"A";v="1"', Accept: '*/*' };
    const { text, headers: answered } = await send(entrance.url, '/demo/login?lang=en', { headers });
    assert.equal(
      asked[0],
      'GET /demo/login?lang=en X-Late|1|HOST|demo.test|sec-ch-ua|"A";v="1"|Accept|*/*|Connection|keep-alive ',
    );
    assert.equal(text, LOGIN);
    assert.equal(answered['content-security-policy'], POLICY['content-security-policy']);
  });

  it('adds the peers to the page after the judgement alone, and counts the verdicts', async () => {
    const seen = entrance.leadTo(gateUrl);
    const failed = await send(entrance.url, '/demo/login', { method: 'POST', body: 'password=wrong' });
    assert.equal(failed.text, LOGIN);
    assert.equal(seen.verdicts, 0);
    const judged = await send(entrance.url, '/demo/login', { method: 'POST', body: 'password=right' });
    assert.equal(judged.text.replace(/<script.*?<\/script>/, ''), RESULT);
    assert.match(judged.text, /<script src="\/proving-ground\/peers\.js" defer>/);
    assert.equal(judged.headers['content-security-policy'], undefined);
    assert.equal(seen.verdicts, 1);
    assert.deepEqual(seen.logins, ['password=wrong', 'password=right']);
  });

  it('keeps what the peers say with the visit that they say it of', async () => {
    const seen = entrance.leadTo(gateUrl);
    const said = { botd: { bot: true, why: 'headless_chrome' }, fpscanner: null };
    await send(entrance.url, '/proving-ground/peers', { method: 'POST', body: JSON.stringify(said) });
    assert.equal(seen.peers?.botd?.why, 'headless_chrome');
    assert.equal(entrance.leadTo(gateUrl).peers, null);
    assert.equal(asked.length, 0, 'the gate hears nothing of it');
  });
});
