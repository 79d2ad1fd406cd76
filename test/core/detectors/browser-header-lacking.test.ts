import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { personFacts } from '../../support/person-facts.ts';

describe('detector browser-header-lacking', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('browser-header-lacking'), []);
  });

  const header = (headers: Facts['headers'], channel: Facts['channel'] = 'web') =>
    evidenceOf('browser-header-lacking', personFacts({ headers, channel }, PEOPLE.plainChromium))?.facts['header'];

  it('speaks of a request without what every browser sends, as HTTP libraries make it', () => {
    assert.equal(
      header([
        ['Host', 'bank.example'],
        ['User-Agent', 'Mozilla/5.0'],
        ['Accept', '*/*'],
      ]),
      'accept-language',
    );
    assert.equal(header([['host', 'bank.example']]), 'accept');
  });

  it("is silent about a list of the backend's choice, none at all, and apps", () => {
    assert.equal(header([['user-agent', 'Mozilla/5.0']]), undefined);
    assert.equal(header([]), undefined);
    assert.equal(header(null), undefined);
    assert.equal(header([['host', 'bank.example']], 'android'), undefined);
  });
});
