import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { clientFrom, createSekisho, customerText, lockText, tokenFrom } from '../../sdk/node/index.ts';
import { pages } from './pages.ts';
import { proxyRule } from './proxy-rule.ts';

/** An Express site with Sekisho before its login. README.md says how to run it, and what a real site adds. */
const { SEKISHO_URL = 'http://127.0.0.1:8080', SEKISHO_KEY = '', SEKISHO_SITE_KEY = '', PORT = '3000' } = process.env;
const sekisho = createSekisho({ url: SEKISHO_URL, key: SEKISHO_KEY, failover: { login: 'REVIEW' } });
type Login = { readonly account: string; readonly screening: string | null };
/** By session, logins that wait for their step-up, and those that are through: what your session store is for. */
const waiting = new Map<string, Login>();
const through = new Map<string, Login>();
/** By account, the screening that its owner was asked about. */
const asked = new Map<string, string | null>();
const KEPT_MAX = 1000;

const app = express();
app.use('/s', proxyRule(SEKISHO_URL));
app.use(express.urlencoded({ extended: false, limit: '64kb' }));

app.get(['/', '/login'], (request, response) => {
  response.send(pages.login(SEKISHO_SITE_KEY, sessionOf(request, response)));
});

app.post('/login', async (request, response) => {
  const { username, password } = request.body ?? {};
  const account = String(username || 'nobody').slice(0, 256); // better: your own customer number
  const right = username === 'hanako@example.com' && password === 'correct-horse-battery'; // your own check
  const answer = await sekisho.screen({
    domain: 'access',
    action: 'login',
    phase: right ? 'succeeded' : 'failed',
    token: tokenFrom(request.body),
    origin: request.headers.origin,
    session: sidOf(request),
    account: { id: account },
    client: clientFrom(request, request.ip),
  });
  if (answer.id === null) console.error(`Sekisho is away (${answer.cause}): ${answer.verdict} by the fail-over policy`);
  const session = sessionOf(request, response);
  const login = { account, screening: answer.id };
  const sentence = customerText(answer.verdict, 'en') ?? '';
  const locked = lockText(answer.lock, 'en');
  // First, and the same whether the password was right: a locked lane tells nobody that he guessed it.
  if (locked !== null) response.send(pages.login(SEKISHO_SITE_KEY, session, locked));
  else if (!right)
    response.send(pages.login(SEKISHO_SITE_KEY, session, 'The e-mail address or the password is not right.'));
  else if (answer.verdict === 'OK') welcome(response, session, login);
  else if (answer.verdict === 'NG') {
    await askOwner(login);
    response.status(403).send(pages.message('Stopped', sentence));
  } else {
    keep(waiting, session, login);
    response.send(pages.code(sentence));
  }
});

/** The step-up is the site's own; Sekisho learns from what came of it. */
app.post('/step-up', async (request, response) => {
  const session = sessionOf(request, response);
  const login = waiting.get(session);
  if (login === undefined) return response.redirect(303, '/login');
  waiting.delete(session);
  const passed = request.body?.code === '246810'; // your own call, message or passkey
  await sekisho.outcome(login.screening, { result: passed ? 'stepup-passed' : 'stepup-failed', source: 'call' });
  if (passed) welcome(response, session, login);
  else response.send(pages.login(SEKISHO_SITE_KEY, session, 'The code is not right.'));
});

function welcome(response: Response, session: string, login: Login): void {
  keep(through, session, login);
  response.send(pages.welcome(asked.has(login.account)));
}

/** Somebody had the right password: the owner should hear of it. */
async function askOwner({ account, screening }: Login): Promise<void> {
  const { text } = await sekisho.notice(screening, { language: 'en', name: 'Example Shop' });
  if (text === null) return; // he was asked a moment ago, or Sekisho is away
  console.log(`To ${account}: ${text}`); // your own mail or message
  keep(asked, account, screening);
}

/** Sekisho judges whether the one who answers may be the owner: by the login that he answers in. */
app.post('/was-it-you', async (request, response) => {
  const login = through.get(sidOf(request) ?? '');
  const screening = asked.get(login?.account ?? '');
  const { answer } = request.body ?? {};
  if (login === undefined || screening === undefined || (answer !== 'yes' && answer !== 'no'))
    return response.redirect(303, '/login');
  const told = await sekisho.ownerAnswer(screening, { answer, source: 'site', answeredIn: login.screening });
  if (told.stored) asked.delete(login.account);
  response.send(pages.message('Thank you', 'If it was not you, please change your password.'));
});

function keep<T>(map: Map<string, T>, key: string, it: T): void {
  if (map.size >= KEPT_MAX) map.clear();
  map.set(key, it);
}

const sidOf = (request: Request) => request.headers.cookie?.match(/(?:^|; )sid=([\w-]{22})(?:;|$)/)?.[1];

function sessionOf(request: Request, response: Response): string {
  const session = sidOf(request) ?? randomBytes(16).toString('base64url');
  response.cookie('sid', session, { httpOnly: true, sameSite: 'lax', secure: request.secure });
  return session;
}

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`express-login listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
