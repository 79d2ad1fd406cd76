import type { Language } from '../sdk/node/index.ts';
import { DEMO_PASSWORD } from './check-credentials.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { TEXTS } from './texts.ts';

export type LoginPage = {
  readonly language: Language;
  /** The language was chosen by hand and has to survive the form. */
  readonly chosen: boolean;
  readonly siteKey: string;
  readonly agentPath: string;
  readonly session: string;
  readonly failed?: FailedLogin;
};

/** What was entered before, and let nobody in; the password is never shown again. `locked`: what is said of a lane that is locked. */
export type FailedLogin = { readonly username: string; readonly locked: string | null };

/** The login form. It works without JavaScript; the agent adds its field when the form is sent. */
export function loginPage(it: LoginPage): string {
  const { language } = it;
  return page({
    title: 'Login · Demo Bank',
    language,
    switchText: { ja: '日本語', en: 'English' },
    style: 'login.css',
    head: html`<script src="${it.agentPath}" data-site-key="${it.siteKey}" data-session="${it.session}" defer></script>`,
    main: html`<div class="login">
<section class="card">
<h1>${TEXTS.loginHeading[language]}</h1>
<p class="lead">${TEXTS.loginLead[language]}</p>
${it.failed === undefined ? null : html`<p class="error" id="login-error" role="alert">${it.failed.locked ?? TEXTS.loginError[language]}</p>`}
${form(it)}
<p class="privacy">${TEXTS.privacy[language]}</p>
</section>
<aside class="try">
<h2>${TEXTS.tryHeading[language]}</h2>
<p>${TEXTS.tryEmail[language]}</p>
<p>${TEXTS.tryPassword[language]}<code>${DEMO_PASSWORD}</code></p>
<p><a href="/demo/signals${it.chosen ? `?lang=${language}` : ''}">${TEXTS.signalsLink[language]}</a></p>
</aside>
</div>`,
  });
}

function form({ language, chosen, failed }: LoginPage): Html {
  // No type="email" and no required: a browser's own message would keep a wrong login from being screened.
  const wrong = failed === undefined ? null : html` aria-invalid="true" aria-describedby="login-error"`;
  return html`<form id="login-form" method="post" action="/demo/login">
${chosen ? html`<input type="hidden" name="lang" value="${language}">` : null}
<label for="username">${TEXTS.username[language]}</label>
<input id="username" name="username" type="text" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" value="${failed?.username ?? ''}"${wrong}>
<label for="password">${TEXTS.password[language]}</label>
<input id="password" name="password" type="password" autocomplete="current-password"${wrong}>
<button id="login-submit" type="submit">${TEXTS.logIn[language]}</button>
</form>`;
}
