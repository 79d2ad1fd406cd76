import assert from 'node:assert/strict';
import type { ScreeningView } from '../../shared/wire/screening.ts';
import { closing } from '../support/closing.ts';
import { type Desk, desk, type Visit } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/parts.ts';
import { screenings } from '../support/screenings.ts';
import { startServer } from '../support/server.ts';
import { storefront } from '../support/storefront.ts';

describe('second tries that people make', function () {
  this.timeout(60_000);
  const atEnd = closing();
  let url: string;
  let person: Desk;

  before(async function () {
    needs(this, 'chromium', 'xvfb', 'xdotool');
    const server = await startServer();
    atEnd(() => server.stop());
    url = server.url;
    person = await desk();
    atEnd(() => person.close());
  });

  async function visiting(work: (visit: Visit) => Promise<void>, failsFirst = false): Promise<void> {
    const visit = await person.open({ browser: 'chromium', url: `${url}/demo/login`, failsFirst });
    await work(visit).finally(() => visit.close());
  }

  function assertNoTokenReason(stored: readonly ScreeningView[]): void {
    const codes = stored.flatMap(screenings.codes);
    assert.deepEqual(
      codes.filter(code => /token/.test(code)),
      [],
      `of ${stored.length} screenings`,
    );
  }

  it('lets a second member of the family in on the page that the first one went back to', async () => {
    const users = ['papa@example.com', 'mama@example.com'];
    await visiting(async visit => {
      for (const [nth, user] of users.entries()) {
        if (nth > 0) {
          await visit.press('alt+Left');
          await visit.loginPage();
        }
        await visit.logIn({ user, again: nth > 0 });
        assert.equal(await visit.verdict(), 'OK', `login ${nth + 1}`);
      }
    });
    const stored = (await Promise.all(users.map(user => screenings.of(url, user)))).flat();
    assert.equal(stored.length, users.length, 'every login is stored');
    assertNoTokenReason(stored);
  });

  it('lets a person in who mistyped the password first', async () => {
    const user = 'hana@example.com';
    await visiting(async visit => {
      await visit.logIn({ user, password: 'correct-horse' });
      await eventually('the failed login is stored', async () => (await screenings.of(url, user)).length === 1);
      await visit.loginPage();
      await visit.logIn({ user, afterFailure: true });
      assert.equal(await visit.verdict(), 'OK');
    }, true);
    const stored = await screenings.of(url, user);
    assert.deepEqual(
      stored.map(screening => screening.phase),
      ['failed', 'succeeded'],
    );
    assertNoTokenReason(stored);
  });

  it('lets a person in who double-clicks the button of a slow site, after reloading the page', async () => {
    const user = 'taro@example.com';
    const site = await storefront(url, { heldMs: 800 });
    atEnd(() => site.close());
    const visit = await person.open({ browser: 'chromium', url: `${site.url}/demo/login` });
    atEnd(() => visit.close());
    await visit.press('F5');
    await visit.loginPage();
    await visit.logIn({ user, doubleClicks: true });
    assert.equal(await visit.verdict(), 'OK');
    const posts = site.handedOn.filter(it => it === 'POST /demo/login');
    assert.equal(posts.length, 2, 'the form was sent twice');
    assertNoTokenReason(await screenings.of(url, user));
  });
});
