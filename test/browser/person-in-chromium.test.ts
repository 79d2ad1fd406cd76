import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { type Desk, desk, type Manner, RIGHT_PASSWORD, type Task, type Visit } from '../support/desk.ts';
import { needs } from '../support/parts.ts';
import { passwordManager } from '../support/password-manager.ts';
import { screenings } from '../support/screenings.ts';
import { startServer } from '../support/server.ts';

describe('a person in Chromium', function () {
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

  async function visiting(task: Partial<Task>, work: (visit: Visit) => Promise<void>): Promise<void> {
    const visit = await person.open({ browser: 'chromium', url: `${url}/demo/login`, ...task });
    await work(visit).finally(() => visit.close());
  }

  /** OK is not enough: nothing at all may speak against a person. */
  async function logsInUnsuspected(task: Partial<Task>, manner: Manner): Promise<void> {
    await visiting(task, async visit => {
      await visit.logIn(manner);
      assert.equal(await visit.verdict(), 'OK');
    });
    const [screening, ...others] = await screenings.of(url, manner.user);
    assert.ok(screening, 'the screening is stored');
    assert.equal(others.length, 0, 'one login is one screening');
    assert.equal(screening.bot.verdict, 'human');
    assert.deepEqual(
      screening.reasons.filter(reason => reason.weight > 0),
      [],
      'no reason counts against the person',
    );
  }

  it('is let in when pointing, clicking and typing', async () => {
    await logsInUnsuspected({}, { user: 'mari@example.com' });
  });

  it('is let in with the keyboard alone', async () => {
    await logsInUnsuspected({}, { user: 'ken@example.com', by: 'keyboard' });
  });

  it('is let in on a page made larger, to 125 %', async () => {
    await logsInUnsuspected({ keys: ['ctrl+plus', 'ctrl+plus'] }, { user: 'aki@example.com' });
  });

  it('is let in on a page made smaller, to 90 %', async () => {
    await logsInUnsuspected({ keys: ['ctrl+minus'] }, { user: 'emi@example.com' });
  });

  it('is let in with the developer tools open, pasting the password', async () => {
    await logsInUnsuspected({ keys: ['F12'] }, { user: 'rin@example.com', pastes: true });
  });

  it('is let in by a password manager that fills and sends the form by itself', async () => {
    const user = 'yui@example.com';
    const manager = passwordManager({ user, password: RIGHT_PASSWORD, afterMs: 600 });
    atEnd(async () => manager.remove());
    await visiting({ args: manager.args, sendsItself: true }, async visit => assert.equal(await visit.verdict(), 'OK'));
    const [screening] = await screenings.of(url, user);
    assert.ok(screening, 'the screening is stored');
    const codes = screenings.codes(screening);
    assert.ok(codes.includes('submit-without-interaction'), 'it is noticed that nobody touched the page');
  });
});
