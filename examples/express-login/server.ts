import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { clientFrom, createSekisho, customerText, lockText, tokenFrom } from '../../sdk/node/index.ts';
import { pages } from './pages.ts';
import { proxyRule } from './proxy-rule.ts';

/** An Express site with Sekisho before its login. README.md says how to run it, and what a real site adds. */
const { SEKISHO_URL = 'http://127.0.0.1:8080', SEKISHO_KEY = '', SEKISHO_SITE_KEY = '', PORT = '3000' } = process.env;
const sekisho = createSekisho({ url: SEKISHO_URL, key: SEKISHO_KEY, failover: { login: 'REVIEW' } });
/** Logins that wait for their step-up, by session: what your session store is for. */
const waiting = new Map<string, string | null>();
const WAITING_MAX = 1000;

const app = express();
app.use('/s', proxyRule(SEKISHO_URL));
app.use(express.urlencoded({ extended: false, limit: '64kb' }));

app.get(['/', '/login'], (request, response) => {
  response.send(pages.login(SEKISHO_SITE_KEY, sessionOf(request, response)));
});

app.post('/login', async (request, response) => {
  const { username, password } = request.body ?? {};
  const right = username === 'hanako@example.com' && password === 'correct-horse-battery'; // your own check
  const answer = await sekisho.screen({
    domain: 'access',
    action: 'login',
    phase: right ? 'succeeded' : 'failed',
    token: tokenFrom(request.body),
    origin: request.headers.origin,
    session: sidOf(request),
    account: { id: String(username || 'nobody').slice(0, 256) }, // better: your own customer number
    client: clientFrom(request, request.ip),
  });
  if (answer.id === null) console.error(`Sekisho is away (${answer.cause}): ${answer.verdict} by the fail-over policy`);
  const session = sessionOf(request, response);
  const sentence = customerText(answer.verdict, 'en') ?? 'You are logged in.';
  const locked = lockText(answer.lock, 'en');
  // First, and the same whether the password was right: a locked lane tells nobody that he guessed it.
  if (locked !== null) response.send(pages.login(SEKISHO_SITE_KEY, session, locked));
  else if (!right)
    response.send(pages.login(SEKISHO_SITE_KEY, session, 'The e-mail address or the password is not right.'));
  else if (answer.verdict === 'OK') response.send(pages.message('Welcome', sentence));
  else if (answer.verdict === 'NG') response.status(403).send(pages.message('Stopped', sentence));
  else {
    if (waiting.size >= WAITING_MAX) waiting.clear();
    waiting.set(session, answer.id);
    response.send(pages.code(sentence));
  }
});

/** The step-up is the site's own; Sekisho learns from what came of it. */
app.post('/step-up', async (request, response) => {
  const session = sessionOf(request, response);
  const id = waiting.get(session);
  if (id === undefined) return response.redirect(303, '/login');
  waiting.delete(session);
  const passed = request.body?.code === '246810'; // your own call, message or passkey
  await sekisho.outcome(id, { result: passed ? 'stepup-passed' : 'stepup-failed', source: 'call' });
  if (passed) response.send(pages.message('Welcome', 'You are logged in.'));
  else response.send(pages.login(SEKISHO_SITE_KEY, session, 'The code is not right.'));
});

const sidOf = (request: Request) => request.headers.cookie?.match(/(?:^|; )sid=([\w-]{22})(?:;|$)/)?.[1];

function sessionOf(request: Request, response: Response): string {
  const session = sidOf(request) ?? randomBytes(16).toString('base64url');
  response.cookie('sid', session, { httpOnly: true, sameSite: 'lax', secure: request.secure });
  return session;
}

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`express-login listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
