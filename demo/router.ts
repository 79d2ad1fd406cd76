import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import {
  clientFrom,
  type Language,
  lockText,
  type ScreeningQuestion,
  type Sekisho,
  SekishoError,
  tokenFrom,
} from '../sdk/node/index.ts';
import { checkCredentials, isEmail } from './check-credentials.ts';
import { isLanguage, language } from './language.ts';
import { type LoginForm, loginForm } from './login-form.ts';
import { type FailedLogin, loginPage } from './login-page.ts';
import { problemPage } from './problem-page.ts';
import { resultPage } from './result-page.ts';
import { ensureSession, sessionCookie } from './session-cookie.ts';
import { type ShownSignal, signalsPage } from './signals-page.ts';
import type { TextName } from './texts.ts';

export type { ShownSignal };

export type DemoOptions = {
  readonly sekisho: Pick<Sekisho, 'screen'>;
  /** Public key of the demo's site, for the page. */
  readonly siteKey: string;
  /** Where the page finds the agent, such as `/agent.js`. */
  readonly agentPath: string;
  /** Where the page of signals finds the agent's module, such as `/agent.esm.js`. */
  readonly modulePath: string;
  /** What that page says of each signal. */
  readonly signals: readonly ShownSignal[];
};

const FORM_BYTES_MAX = 64 * 1024;
const FORM_FIELDS_MAX = 100;
/** The limits of the screening's schema. */
const ACCOUNT_CHARS_MAX = 256;
const ORIGIN_CHARS_MAX = 512;
const ASSETS = ['bank.css', 'login.css', 'judgement.css', 'signals.css', 'signals-live.js', 'mark.svg'];
const ASSET_LIFE_MS = 5 * 60_000;

/** The demo bank, to be mounted at /demo. It knows of Sekisho what any site would: the sdk. */
export function demoRouter({ sekisho, siteKey, agentPath, modulePath, signals }: DemoOptions): Router {
  const router = express.Router();
  // Helmet's no-referrer makes browsers post forms with `Origin: null`.
  router.use((_, response, next) => {
    response.set('Referrer-Policy', 'same-origin');
    next();
  });
  for (const name of ASSETS)
    router.get(`/${name}`, (_, response) =>
      response.sendFile(name, { root: import.meta.dirname, maxAge: ASSET_LIFE_MS }),
    );
  router.get('/', (_, response) => response.redirect('/demo/login'));

  const login = (request: Request, response: Response, failed?: FailedLogin) => {
    const chosen = chosenLanguage(request);
    const session = ensureSession(request, response);
    const spoken = chosen ?? language(request.headers['accept-language']);
    const again = failed === undefined ? {} : { failed };
    send(
      response,
      200,
      loginPage({ language: spoken, chosen: chosen !== null, siteKey, agentPath, session, ...again }),
    );
  };

  router.get('/signals', (request, response) => {
    const spoken = chosenLanguage(request) ?? language(request.headers['accept-language']);
    send(response, 200, signalsPage({ language: spoken, siteKey, modulePath, signals }));
  });
  router.get('/login', (request, response) => login(request, response));
  router.post('/login', isForm, formParser, async (request, response) => {
    const form = loginForm(request.body);
    if (form === null) return problem(request, response, 400, 'garbled');
    const right = checkCredentials(form.username, form.password);
    const question = questionOf(request, form, right);
    const answer = await sekisho.screen(question);
    // The same page whether the password was right: a locked lane tells nobody that he guessed it.
    const locked = lockText(answer.lock, spokenLanguage(request));
    if (!right || locked !== null) return login(request, response, { ...form, locked });
    const saw = {
      ip: question.client.ip,
      userAgent: question.client.userAgent,
      account: form.username,
      token: question.token ?? null,
      session: question.session !== undefined,
      origin: question.origin ?? null,
    };
    send(response, 200, resultPage(answer, saw, spokenLanguage(request)));
  });
  router.use(problems);
  return router;
}

const formParser = express.urlencoded({
  extended: false,
  limit: FORM_BYTES_MAX,
  parameterLimit: FORM_FIELDS_MAX,
  // No browser compresses a form.
  inflate: false,
});

function isForm(request: Request, response: Response, next: () => void): void {
  // Null is a request without a body: an empty form.
  if (request.is('application/x-www-form-urlencoded') === false) problem(request, response, 415, 'unsupported');
  else next();
}

function questionOf(request: Request, form: LoginForm, right: boolean): ScreeningQuestion {
  const id = form.username.toLowerCase();
  const { origin } = request.headers;
  const session = sessionCookie(request);
  return {
    domain: 'access',
    action: 'login',
    phase: right ? 'succeeded' : 'failed',
    channel: 'web',
    token: tokenFrom(request.body),
    ...(origin === undefined ? {} : { origin: origin.slice(0, ORIGIN_CHARS_MAX) }),
    ...(session === null ? {} : { session }),
    // A longer one is nobody's: the login fails, and there is no account to judge.
    ...(id === '' || id.length > ACCOUNT_CHARS_MAX ? {} : { account: { id, ...(isEmail(id) ? { email: id } : {}) } }),
    client: clientFrom(request, request.ip),
  };
}

function chosenLanguage(request: Request): Language | null {
  const { lang } = request.query;
  return isLanguage(lang) ? lang : (loginForm(request.body)?.language ?? null);
}

const spokenLanguage = (request: Request): Language =>
  chosenLanguage(request) ?? language(request.headers['accept-language']);

function send(response: Response, status: number, page: string): void {
  response.status(status).set('Cache-Control', 'no-store').type('html').send(page);
}

function problem(
  request: Request,
  response: Response,
  status: number,
  heading: TextName,
  detail: string | null = null,
): void {
  send(response, status, problemPage(heading, detail, spokenLanguage(request)));
}

const PARSER_PROBLEMS: Readonly<Record<number, TextName>> = { 400: 'garbled', 413: 'tooLarge', 415: 'unsupported' };

/** What the form parser or the sdk threw; anything else is the app's. */
const problems: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const status: unknown = error instanceof Error ? Reflect.get(error, 'status') : undefined;
  if (error instanceof SekishoError) return problem(request, response, 500, 'notAsked', refusal(error));
  const heading = typeof status === 'number' ? PARSER_PROBLEMS[status] : undefined;
  if (typeof status !== 'number' || heading === undefined) return next(error);
  problem(request, response, status, heading);
};

const refusal = ({ code, requestId }: SekishoError): string => (requestId === null ? code : `${code} (${requestId})`);
