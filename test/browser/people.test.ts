import assert from 'node:assert/strict';
import { ACTED_PEOPLE, type ActedPerson } from '../support/acted-people.ts';
import { closing } from '../support/closing.ts';
import { type Desk, desk } from '../support/desk.ts';
import { needs } from '../support/parts.ts';
import { screenings } from '../support/screenings.ts';
import { startServer } from '../support/server.ts';

/** Those whom no browser can act here are in test/support/odd-people.ts. */
describe('people at a desk', function () {
  this.timeout(90_000);
  const atEnd = closing();
  let url: string;
  let person: Desk;

  before(async function () {
    needs(this, 'chromium', 'firefox', 'xvfb', 'xdotool');
    const server = await startServer();
    atEnd(() => server.stop());
    url = server.url;
    person = await desk();
    atEnd(() => person.close());
  });

  const come = async ({ browser, act }: ActedPerson, user: string): Promise<void> => {
    const { task, manner, end } = act(user);
    try {
      const visit = await person.open({ ...task, browser, url: `${url}/demo/login` });
      try {
        if (manner !== null) await visit.logIn({ user, ...manner });
        await visit.verdict();
      } finally {
        await visit.close();
      }
    } finally {
      end?.();
    }
  };

  for (const [nth, it_] of ACTED_PEOPLE.entries()) {
    it(`are let in with ${it_.name}`, async () => {
      const user = `Odd-${nth}@example.com`;
      await come(it_, user);
      // As the demo bank names its accounts.
      const stored = await screenings.of(url, user.toLowerCase());
      assert.equal(stored.length, 1, 'one login is one screening');
      const [screening] = stored;
      const held = screening?.reasons.filter(it => it.weight > 0).map(it => it.code) ?? [];
      assert.equal(`${screening?.verdict} ${screening?.bot.verdict}`, 'OK human', String(held));
      // One model makes all their hands: among so many, two may look like one.
      const against = [...it_.against, 'hand-replayed'];
      assert.deepEqual(
        held.filter(code => !against.includes(code)),
        [],
      );
    });
  }
});
