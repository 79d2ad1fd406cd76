import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { type Desk, desk, type Visit } from '../support/desk.ts';
import { needs } from '../support/parts.ts';
import { screenings } from '../support/screenings.ts';
import { startServer } from '../support/server.ts';

describe('a person in Firefox', function () {
  this.timeout(90_000);
  const atEnd = closing();
  let url: string;
  let person: Desk;

  before(async function () {
    needs(this, 'firefox', 'xvfb', 'xdotool');
    const server = await startServer();
    atEnd(() => server.stop());
    url = server.url;
    person = await desk();
    atEnd(() => person.close());
  });

  async function visiting(work: (visit: Visit) => Promise<void>): Promise<void> {
    const visit = await person.open({ browser: 'firefox', url: `${url}/demo/login` });
    await work(visit).finally(() => visit.close());
  }

  it('is let in with the keyboard alone, and again after a step back', async () => {
    const user = 'jun@example.com';
    await visiting(async visit => {
      await visit.logIn({ user, by: 'keyboard' });
      assert.equal(await visit.verdict(), 'OK');
      await visit.press('alt+Left');
      await visit.loginPage();
      await visit.logIn({ user, again: true });
      assert.equal(await visit.verdict(), 'OK');
    });
    const stored = await screenings.of(url, user);
    assert.equal(stored.length, 2, 'both logins are stored');
    assert.deepEqual(
      stored.flatMap(screenings.codes).filter(code => code.includes('token')),
      [],
    );
  });
});
