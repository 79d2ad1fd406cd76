import { request as httpRequest } from 'node:http';
import { pipeline } from 'node:stream';
import express, { type Request, type Response, type Router } from 'express';

const ANSWER_MS_MAX = 5000;
/** agent.js, the second script that it loads (agent-more-HASH.js), and those that name their content by a hash. */
const AGENT_FILES = /^\/agent[\w.-]*\.js$/;

/**
 * To be mounted at a path of the site's own. The agent's files and these two calls go to Sekisho, nothing else does: with the visitor's address, and
 * without the site's own cookies. In nginx the same is one `location`; start Sekisho with SEKISHO_TRUST_PROXY=1 either way.
 */
export function proxyRule(sekishoUrl: string): Router {
  const router = express.Router();
  router.all([AGENT_FILES, '/v1/nonce', '/v1/collect'], (request, response) => handOn(sekishoUrl, request, response));
  return router;
}

function handOn(sekishoUrl: string, request: Request, response: Response): void {
  const { cookie = '', ...others } = request.headers;
  const carrier = cookie.match(/__Host-sekisho=[^;]*/)?.[0];
  const headers = { ...others, 'x-forwarded-for': request.ip, ...(carrier && { cookie: carrier }) };
  // request.url is what follows the path that the router is mounted at.
  const onward = httpRequest(sekishoUrl + request.url, { method: request.method, headers, timeout: ANSWER_MS_MAX });
  onward.on('response', answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, response, () => {});
  });
  onward.on('timeout', () => onward.destroy(new Error('no answer in time')));
  // The page works without its agent: only the token is missed.
  onward.on('error', () => (response.headersSent ? response.destroy() : response.sendStatus(502)));
  response.on('close', () => response.writableFinished || onward.destroy());
  request.pipe(onward);
}
