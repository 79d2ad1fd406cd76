import { type BrowserExtension, browserExtension } from './browser-extension.ts';

type Login = { readonly user: string; readonly password: string; readonly afterMs: number; readonly sends: boolean };

/** Runs in the page's isolated world: sets the fields, tells the page so by its own (untrusted) events, and may send the form. */
function fillIn(login: Login): void {
  const set = (selector: string, value: string) => {
    const field = document.querySelector(selector);
    if (!(field instanceof HTMLInputElement)) return;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  if (document.querySelector('#login-form') === null) return;
  setTimeout(() => {
    set('#username', login.user);
    set('#password', login.password);
    if (login.sends) document.querySelector<HTMLElement>('#login-submit')?.click();
  }, login.afterMs);
}

/** An extension that keeps passwords and fills them in by itself, `afterMs` after the page was there: no key, no press, no paste. */
export const passwordManager = (login: Login): BrowserExtension =>
  browserExtension('Keyring', `(${fillIn})(${JSON.stringify(login)});\n`, {
    world: 'ISOLATED',
    runAt: 'document_idle',
  });
