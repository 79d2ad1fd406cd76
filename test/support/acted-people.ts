import { type Manner, RIGHT_PASSWORD, type Task } from './desk.ts';
import { passwordManager } from './password-manager.ts';
import type { BrowserKind } from './plain-browser.ts';
import { privacyExtension } from './privacy-extension.ts';

/** How somebody comes to the login page, and what the hands do there; null: something in the browser logs in by itself. */
export type Act = {
  readonly task: Omit<Task, 'url' | 'browser'>;
  readonly manner: Omit<Manner, 'user'> | null;
  readonly end?: () => void;
};
export type ActedPerson = {
  readonly name: string;
  readonly browser: BrowserKind;
  readonly act: (user: string) => Act;
  /** What may be said against them all the same, and does not need to be. */
  readonly against: readonly string[];
};

type Story = Partial<Act> & { readonly against?: readonly string[] };

const person = (browser: BrowserKind, name: string, { task = {}, manner = {}, against = [] }: Story): ActedPerson => ({
  name: `${name} (${browser})`,
  browser,
  act: () => ({ task, manner }),
  against,
});
const inChromium = (name: string, story: Story): ActedPerson => person('chromium', name, story);
const inFirefox = (name: string, story: Story): ActedPerson => person('firefox', name, story);

/** Ordinary and odd people whom a plain browser, its settings and a screen's own mouse and keyboard can act. */
export const ACTED_PEOPLE: readonly ActedPerson[] = [
  inChromium('mouse and keyboard', {}),
  inFirefox('mouse and keyboard', {}),
  inChromium('keyboard alone', { manner: { by: 'keyboard' } }),
  inFirefox('keyboard alone', { manner: { by: 'keyboard' } }),
  inChromium('developer tools open', { task: { keys: ['F12'] } }),
  inChromium('a clock of UTC', { task: { env: { TZ: 'UTC' } } }),
  inChromium('a clock of Tokyo', { task: { env: { TZ: 'Asia/Tokyo' } } }),
  inChromium('no WebGL', { task: { args: ['--disable-3d-apis'] } }),
  inFirefox('no WebGL', { task: { preferences: { 'webgl.disabled': true } } }),
  inChromium('no graphics unit', { task: { args: ['--enable-unsafe-swiftshader'] }, against: ['software-renderer'] }),
  inChromium('no PDF viewer', { task: { preferences: { 'plugins.always_open_pdf_externally': true } } }),
  inFirefox('no PDF viewer', { task: { preferences: { 'pdfjs.disabled': true } } }),
  {
    name: 'a password manager that fills in, then Enter (chromium)',
    browser: 'chromium',
    act: user => {
      const manager = passwordManager({ user, password: RIGHT_PASSWORD, afterMs: 300, sends: false });
      return { task: { args: manager.args }, manner: { filledIn: true }, end: manager.remove };
    },
    against: [],
  },
  {
    name: 'a password manager that sends the form by itself (chromium)',
    browser: 'chromium',
    act: user => {
      const manager = passwordManager({ user, password: RIGHT_PASSWORD, afterMs: 600, sends: true });
      return { task: { args: manager.args, sendsItself: true }, manner: null, end: manager.remove };
    },
    against: ['submit-without-interaction', 'submit-instant'],
  },
  {
    name: 'an extension that adds noise (chromium)',
    browser: 'chromium',
    act: () => {
      const extension = privacyExtension();
      return { task: { args: extension.args }, manner: {}, end: extension.remove };
    },
    against: [],
  },
  inFirefox('resisting fingerprinting', {
    // Its window takes the size of a step, where the elements of the measured window do not stand.
    task: { preferences: { 'privacy.resistFingerprinting': true, 'privacy.window.maxInnerWidth': 1200 } },
    manner: { by: 'keyboard' },
  }),
  inChromium('a password that is pasted', { manner: { pastes: true } }),
  inFirefox('a password that is pasted', { manner: { pastes: true } }),
  inChromium('Caps Lock for a capital', { manner: { typing: { capsLock: true } } }),
  inChromium('one finger that looks for each key', { manner: { typing: { pace: 'hunting' } } }),
  inChromium('ten fluent fingers', { manner: { typing: { pace: 'fluent' } } }),
  inChromium('a shaking hand', { manner: { hand: 'shaking' } }),
  inChromium('a pointer that jumps', { manner: { hand: 'jumping' } }),
  inChromium('a page at 125 %', { task: { keys: ['ctrl+plus', 'ctrl+plus'] } }),
  inChromium('a page at 90 %', { task: { keys: ['ctrl+minus'] } }),
  inChromium('a screen at 125 %', {
    task: { args: ['--force-device-scale-factor=1.25'] },
    manner: { by: 'keyboard' },
    // No window manager here keeps the window on the screen, which is smaller in such pixels.
    against: ['impossible-window-geometry'],
  }),
  inChromium('a kiosk', { task: { args: ['--kiosk'] }, manner: { by: 'keyboard' } }),
  inChromium('a private window', { task: { args: ['--incognito'] } }),
  inFirefox('a private window', { task: { args: ['-private-window'] }, manner: { by: 'keyboard' } }),
];
