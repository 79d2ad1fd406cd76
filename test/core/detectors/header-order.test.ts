import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import { evidenceOf, heldAgainst } from '../../support/evidence-of.ts';
import { CHROMIUM_HEADERS, FIREFOX_HEADERS } from '../../support/measured-signals.ts';
import { PEOPLE } from '../../support/people.ts';
import { personFacts } from '../../support/person-facts.ts';
import type { Person } from '../../support/person-parts.ts';

function moveBefore(headers: readonly [string, string][], name: string, other: string): [string, string][] {
  const moved = headers.filter(([it]) => it === name);
  return headers.filter(([it]) => it !== name).flatMap(it => (it[0] === other ? [...moved, it] : [it]));
}

describe('detector header-order', () => {
  it('is held against nobody of the people of the tests', () => {
    assert.deepEqual(heldAgainst('header-order'), []);
  });

  const order = (headers: Facts['headers'], person: Person = PEOPLE.plainChromium) =>
    evidenceOf('header-order', personFacts({ headers }, person));

  it("speaks of Accept-Language where a tool's own locale puts it (Playwright, measured)", () => {
    const moved = moveBefore(CHROMIUM_HEADERS, 'Accept-Language', 'Accept');
    assert.equal(order(moved)?.shadow, false);
  });

  it("speaks of one engine's order under the other", () => {
    assert.notEqual(order(FIREFOX_HEADERS), null);
    assert.notEqual(order(CHROMIUM_HEADERS, PEOPLE.plainFirefox), null);
  });

  it('is silent where a proxy or a sorted list wrote it anew', () => {
    assert.equal(order([...FIREFOX_HEADERS, ['X-Forwarded-For', '192.0.2.1']]), null);
    assert.equal(
      order(
        FIREFOX_HEADERS.toSorted(([a], [b]) => (a < b ? -1 : 1)),
        PEOPLE.plainFirefox,
      ),
      null,
    );
    assert.equal(order(CHROMIUM_HEADERS.toSorted(([a], [b]) => (a < b ? -1 : 1))), null);
  });
});
