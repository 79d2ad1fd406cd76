import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type BrowserExtension = {
  /** They start Chromium with it. */
  readonly args: readonly string[];
  readonly remove: () => void;
};

/** An unpacked extension with one script for the pages of this machine, in a folder of its own. `world`: the page's own, or beside it. */
export function browserExtension(
  name: string,
  script: string,
  { world, runAt }: { readonly world: 'MAIN' | 'ISOLATED'; readonly runAt: 'document_start' | 'document_idle' },
): BrowserExtension {
  const folder = mkdtempSync(path.join(tmpdir(), 'sekisho-extension-'));
  const scripts = [{ matches: ['http://127.0.0.1/*'], js: ['script.js'], run_at: runAt, world, all_frames: true }];
  const manifest = { manifest_version: 3, name, version: '1.0', content_scripts: scripts };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'script.js'), script);
  return {
    args: [`--load-extension=${folder}`, '--disable-features=DisableLoadExtensionCommandLineSwitch'],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
