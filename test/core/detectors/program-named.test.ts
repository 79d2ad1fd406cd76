import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { personFacts } from '../../support/person-facts.ts';

describe('detector program-named', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('program-named'), []);
  });

  const kind = (userAgent: string, channel: Facts['channel'] = 'web') =>
    evidenceOf('program-named', personFacts({ client: { userAgent }, channel }))?.facts['kind'];

  it('speaks of crawlers, agents and tools by their names', () => {
    const names: readonly (readonly [string, string])[] = [
      ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'crawler'],
      [
        'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0.0.0 Safari/537.36',
        'crawler',
      ],
      ['Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)', 'crawler'],
      [
        'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot',
        'ai-agent',
      ],
      ['python-requests/2.32.3', 'tool'],
      ['curl/8.5.0', 'tool'],
      ['Go-http-client/2.0', 'tool'],
    ];
    for (const [userAgent, right] of names) assert.equal(kind(userAgent), right, userAgent);
  });

  it("is silent about phones that end in bot, and about an app's own requests", () => {
    assert.equal(
      kind('Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36'),
      undefined,
    );
    assert.equal(kind('okhttp/4.12.0', 'android'), undefined);
    assert.equal(kind(''), undefined);
  });

  it('does not decide alone: a name proves nothing, and anybody may take it', () => {
    const said = evidenceOf('program-named', personFacts({ client: { userAgent: 'curl/8.5.0' } }));
    assert.ok((said?.weight ?? 9) < 5);
  });
});
