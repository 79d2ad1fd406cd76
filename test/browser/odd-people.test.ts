import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { type Desk, desk } from '../support/desk.ts';
import { needs } from '../support/parts.ts';
import { screenings } from '../support/screenings.ts';
import { startServer } from '../support/server.ts';

/** What else is strange about them is in test/support/odd-people.ts; here, what a browser's command line can act. */
const ODD: readonly (readonly [story: string, args: readonly string[], against: readonly string[]])[] = [
  ['in a kiosk', ['--kiosk'], []],
  ['without WebGL', ['--disable-3d-apis'], []],
  // No window manager here keeps the window on the screen, which is smaller in such pixels.
  ['at 125 % of the display scale', ['--force-device-scale-factor=1.25'], ['impossible-window-geometry']],
  ['in a private window', ['--incognito'], []],
  ['without a graphics unit', ['--enable-unsafe-swiftshader'], ['software-renderer']],
];

describe('odd people in Chromium', function () {
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

  for (const [nth, [story, args, against]] of ODD.entries()) {
    it(`are let in ${story}`, async () => {
      const user = `odd-${nth}@example.com`;
      // With the keyboard: the arguments move the elements.
      const visit = await person.open({ browser: 'chromium', url: `${url}/demo/login`, args });
      try {
        await visit.logIn({ user, by: 'keyboard' });
        await visit.verdict();
      } finally {
        await visit.close();
      }
      const [screening] = await screenings.of(url, user);
      const held = screening?.reasons.filter(it => it.weight > 0).map(it => it.code);
      assert.deepEqual([screening?.verdict, screening?.bot.verdict, held], ['OK', 'human', against]);
    });
  }
});
