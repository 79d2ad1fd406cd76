import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { TOKEN_FIELD } from '../../shared/constants.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { eventually } from './eventually.ts';
import { letToolsIn } from './let-tools-in.ts';
import { type NewestScreening, screenings } from './screenings.ts';
import { startServer, type TestServer } from './server.ts';
import type { Storefront } from './storefront.ts';

/** A server for driven browsers: it takes them for people's. */
export async function serverForBrowsers(env: Record<string, string> = {}): Promise<TestServer> {
  const server = await startServer({ env });
  await letToolsIn(server);
  return server;
}

/** What the site's backend says of a login. */
export type Asked = { readonly account: string; readonly session?: string };

export type SentLogin = NewestScreening & {
  /** The form as the site's backend got it. */
  readonly form: URLSearchParams;
  readonly verdict: ScreeningAnswer['verdict'];
  readonly device: ScreeningAnswer['device'];
};

/** A form of the page is sent (the button is pressed unless told), and the site's backend asks about it: what it is answered. */
export async function sentLogin(
  serverUrl: string,
  front: Storefront,
  page: Page,
  asked: Asked,
  send: () => Promise<unknown> = () => page.click('button'),
): Promise<SentLogin> {
  const userAgent = await page.evaluate(() => navigator.userAgent);
  const before = front.taken.length;
  await send();
  const form = await eventually('the form', () => front.taken[before]);
  return { form, ...(await askedAbout(serverUrl, front, form.get(TOKEN_FIELD), asked, userAgent)) };
}

/** What the site's backend is answered about a field's value. */
export async function askedAbout(
  serverUrl: string,
  front: Storefront,
  token: string | null,
  { account, session }: Asked,
  userAgent: string,
): Promise<Omit<SentLogin, 'form'>> {
  const { device, verdict, degraded } = await screenings.ask(serverUrl, {
    token,
    account: { id: account },
    origin: front.url,
    ...(session === undefined ? {} : { session }),
    client: { ip: '127.0.0.1', userAgent },
  });
  assert.equal(degraded, undefined, 'the store answered');
  const { features, codes } = await screenings.newest(serverUrl, account);
  return { verdict, device, features, codes };
}

/** In a page: its login form would now be sent with a token. Reading it hands the token out, as sending does. */
export const hasToken = (name: string): boolean => {
  const form = document.querySelector('form');
  return form !== null && /^[^~]/.test(String(new FormData(form).get(name) ?? ''));
};
