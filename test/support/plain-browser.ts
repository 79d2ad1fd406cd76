import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { partPath } from './parts.ts';

export type BrowserKind = 'chromium' | 'firefox';
export const WINDOW = { width: 1280, height: 900 } as const;

/** What a plain command line needs on a build machine: none of it is automation, none of it reaches outside. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  // Without it, --no-sandbox shows a bar that moves the page down.
  '--test-type',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--password-store=basic',
  `--window-size=${WINDOW.width},${WINDOW.height}`,
  '--window-position=0,0',
] as const;

export const FIREFOX_PREFS = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  // Its list of earlier entries would open over the next field.
  'browser.formfill.enable': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.firstRunURL': '',
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,none',
  'signon.rememberSignons': false,
  'startup.homepage_welcome_url': '',
  'termsofuse.bypassNotification': true,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'trailhead.firstrun.didSeeAboutWelcome': true,
} as const;

/** Settings that the person has changed: of Chromium by their paths, of Firefox as in about:config. */
export type Preferences = Readonly<Record<string, string | number | boolean>>;

/** `plugins.always_open_pdf_externally` as Chromium keeps it: each part a level. */
function nested(preferences: Preferences): object {
  const root: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(preferences)) {
    const parts = name.split('.');
    const last = parts.pop() ?? name;
    let level = root;
    for (const part of parts) {
      const inner: Record<string, unknown> = {};
      level[part] ??= inner;
      level = inner;
    }
    level[last] = value;
  }
  return root;
}

/** A fresh profile: the person has declined to have passwords kept, whose question would cover the page. */
function makeProfile(kind: BrowserKind, preferences: Preferences): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sekisho-person-'));
  if (kind === 'chromium') {
    mkdirSync(path.join(folder, 'Default'));
    const kept = nested({ credentials_enable_service: false, ...preferences });
    writeFileSync(path.join(folder, 'Default', 'Preferences'), JSON.stringify(kept));
  } else {
    const lines = Object.entries({ ...FIREFOX_PREFS, ...preferences }).map(
      it => `user_pref(${it.map(part => JSON.stringify(part)).join(', ')});`,
    );
    writeFileSync(path.join(folder, 'user.js'), `${lines.join('\n')}\n`);
  }
  return folder;
}

function commandLine(kind: BrowserKind, profile: string, url: string, args: readonly string[]): string[] {
  if (kind === 'chromium') return [...CHROMIUM_ARGS, `--user-data-dir=${profile}`, ...args, url];
  const size = ['--width', String(WINDOW.width), '--height', String(WINDOW.height)];
  return ['--no-remote', '--new-instance', '--profile', profile, ...size, ...args, url];
}

/** A browser as a person starts it: a plain command line, a fresh profile, nothing attached. */
export function plainBrowser(
  kind: BrowserKind,
  url: string,
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
  preferences: Preferences = {},
): { close(): Promise<void> } {
  const profile = makeProfile(kind, preferences);
  const child = spawn(partPath(kind), commandLine(kind, profile, url, args), { stdio: 'ignore', detached: true, env });
  const ended = once(child, 'exit').catch(() => undefined);
  // The group, not the process: browsers are many processes.
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of them have ended already.
    }
  };
  process.once('exit', kill);
  return {
    async close() {
      kill();
      await ended;
      process.removeListener('exit', kill);
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
