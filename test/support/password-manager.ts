import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MANIFEST = {
  manifest_version: 3,
  name: 'Keyring',
  version: '1.0',
  content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['fill.js'], run_at: 'document_idle' }],
};

/** Runs in the page's isolated world: sets the fields, tells the page so by its own (untrusted) events, and sends the form. */
function fillAndSend(login: { user: string; password: string; afterMs: number }): void {
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
    document.querySelector<HTMLElement>('#login-submit')?.click();
  }, login.afterMs);
}

/**
 * A browser extension that keeps passwords and logs in by itself, `afterMs` after the page was there: no key, no press, no paste.
 * `args` start Chromium with it.
 */
export function passwordManager(login: { user: string; password: string; afterMs: number }): {
  args: string[];
  remove(): void;
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'sekisho-keyring-'));
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
  writeFileSync(path.join(folder, 'fill.js'), `(${fillAndSend})(${JSON.stringify(login)});\n`);
  return {
    args: [`--load-extension=${folder}`, '--disable-features=DisableLoadExtensionCommandLineSwitch'],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
