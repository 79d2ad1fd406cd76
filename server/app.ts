import type { RequestListener } from 'node:http';
import express, { type Express, type Router } from 'express';
import { LANGUAGES } from '../shared/wire/words.ts';
import { ProblemError } from './errors.ts';
import type { Gate } from './gate.ts';
import { type Admission, createAdmission } from './middleware/admission.ts';
import { answerProblem, routeUnknown } from './middleware/answer-problem.ts';
import { observe } from './middleware/observe.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { serve, servePreflight } from './middleware/serve.ts';
import { serveAgent } from './middleware/serve-agent.ts';
import { openApi } from './openapi.ts';
import { apiPage } from './pages/api-page.ts';
import type { Endpoint } from './routes/endpoint.ts';
import { ENDPOINTS } from './routes/index.ts';

export type Listener = 'main' | 'admin';

export type AppOptions = {
  readonly listener: Listener;
  readonly version: string;
  /** The demo bank, mounted at /demo on the main listener. */
  readonly demo: Router | null;
};

/** What also answers under SEKISHO_PUBLIC_PATH, and nothing else does. */
const PUBLIC_PATHS: readonly string[] = ['/v1/nonce', '/v1/collect'];

/** The whole HTTP face of the gate, in the order a request meets it. */
export function createApp(gate: Gate, { listener, version, demo }: AppOptions): RequestListener {
  const { config } = gate;
  const endpoints = ENDPOINTS.filter(it => isOn(it, listener, config.adminPort !== null));
  const admission = createAdmission({
    onTurnedAway: () => gate.metrics.problems.inc({ code: 'busy' }),
    onLimit: limit => gate.metrics.limitsHit.inc({ limit }),
  });
  gate.metrics.onRead(() => {
    for (const { name: lane, waiting, inWork } of admission.counts()) {
      gate.metrics.laneWaiting.set({ lane }, waiting);
      gate.metrics.laneInWork.set({ lane }, inWork);
    }
  });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.set('strict routing', true);

  app.use(observe(gate));
  app.use(securityHeaders());
  if (listener === 'main') {
    app.use(serveAgent(gate));
    if (config.publicPath !== '') app.use(config.publicPath, serveAgent(gate));
  }
  const mounted = endpoints.flatMap(endpoint =>
    pathsOf(endpoint, listener, config.publicPath).map(path => ({ path, endpoint })),
  );
  for (const { path, endpoint } of mounted) mount(app, gate, endpoint, path, admission);
  refuseOtherMethods(app, endpoints);
  describe(app, endpoints, version);
  if (listener === 'main' && demo !== null) app.use('/demo', demo);
  app.use(routeUnknown);
  app.use(answerProblem(gate));

  const open = new Set(mounted.filter(it => it.endpoint.lane === 'collect').map(it => it.path));
  return (req, res) => {
    const [path = ''] = (req.url ?? '').split('?', 1);
    if (open.has(path) && admission.turnAway('collect', req, res)) return;
    app(req, res);
  };
}

const pathsOf = (endpoint: Endpoint, listener: Listener, publicPath: string): readonly string[] =>
  listener === 'main' && publicPath !== '' && PUBLIC_PATHS.includes(endpoint.path)
    ? [endpoint.path, publicPath + endpoint.path]
    : [endpoint.path];

function isOn(endpoint: Endpoint, listener: Listener, apart: boolean): boolean {
  if (endpoint.listener === 'both') return true;
  return apart ? endpoint.listener === listener : listener === 'main';
}

function mount(app: Express, gate: Gate, endpoint: Endpoint, path: string, { admit }: Admission): void {
  app[endpoint.method](path, admit(endpoint.lane), serve(gate, endpoint));
  if (endpoint.caller === 'browser') app.options(path, admit(endpoint.lane), servePreflight(gate, endpoint));
}

function refuseOtherMethods(app: Express, endpoints: readonly Endpoint[]): void {
  for (const [path, here] of Map.groupBy(endpoints, it => it.path)) {
    const allow = here.map(it => it.method.toUpperCase()).join(', ');
    app.all(path, (_req, res) => {
      res.set('Allow', allow);
      throw new ProblemError('method-not-allowed');
    });
  }
}

/** /openapi.json and its readable form; both show what this listener has. */
function describe(app: Express, endpoints: readonly Endpoint[], version: string): void {
  const json = JSON.stringify(openApi(endpoints, version));
  const pages = {
    ja: apiPage(openApi(endpoints, version, 'ja'), 'ja'),
    en: apiPage(openApi(endpoints, version, 'en'), 'en'),
  };
  app.get('/openapi.json', (_req, res) => {
    res.set('Cache-Control', 'no-cache').type('application/json').send(json);
  });
  app.get('/docs', (req, res) => {
    const asked = LANGUAGES.find(it => it === req.query['lang']);
    const language = asked ?? (req.acceptsLanguages('ja', 'en') === 'ja' ? 'ja' : 'en');
    res.set({ 'Cache-Control': 'no-cache', Vary: 'Accept-Language' }).type('html').send(pages[language]);
  });
  for (const [path, file] of Object.entries({ '/docs/api.css': 'api-page.css', '/docs/mark.svg': 'mark.svg' })) {
    app.get(path, (_req, res) => {
      res.sendFile(file, { root: `${import.meta.dirname}/pages`, maxAge: 300_000 });
    });
  }
}
