import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { demoRouter } from '../demo/router.ts';
import { createSekisho } from '../sdk/node/index.ts';
import { geoLite } from './adapters/geo-lite.ts';
import { readAgentFiles } from './agent-files.ts';
import { createApp, type Listener } from './app.ts';
import { type Config, isLoopbackHost, readConfig } from './config.ts';
import { access } from './core/domains/access.ts';
import { DEMO_PUBLIC_KEY, DEMO_SITE, demoSite, newApiKey } from './flows/manage-sites.ts';
import type { DemoSite, Gate } from './gate.ts';
import { LIMITS } from './limits.ts';
import { createMetrics } from './metrics.ts';
import { answerBrokenRequest } from './middleware/answer-broken-request.ts';
import { openStore } from './open-store.ts';
import type { Ports } from './ports/ports.ts';
import { readPolicy } from './read-policy.ts';
import { explainStartFailure, startFailed } from './start-failure.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
const DIST = `${import.meta.dirname}/../dist`;

type Started = { readonly servers: readonly Server[]; readonly gate: Gate; readonly close: () => void };

async function start(config: Config): Promise<Started> {
  const store = openStore(config);
  const ports: Ports = { ...store, geo: geoLite };
  // Log lines are for machines, on stderr, and are written without waiting; stdout is for people.
  const log = pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: false }));
  const demoKey = newApiKey(ports);
  const gate: Gate = {
    config,
    ports,
    policy: readPolicy('access'),
    domain: access,
    dataVersions: { geo: ports.geo.dataVersion, sekisho: version },
    metrics: createMetrics(),
    log,
    agent: readAgentFiles(DIST),
    demo: await openDemo(config, ports, demoKey),
  };
  const main = await listen(gate, 'main', config.port, url => {
    if (gate.demo === null) return null;
    return demoRouter({
      sekisho: createSekisho({ url, key: demoKey }),
      siteKey: DEMO_PUBLIC_KEY,
      agentPath: '/agent.js',
    });
  });
  const admin = config.adminPort === null ? null : await listen(gate, 'admin', config.adminPort, () => null);
  process.stdout.write(`sekisho listening on ${main.url}\n`);
  if (gate.demo !== null) process.stdout.write(`  demo bank     ${main.url}/demo/login\n`);
  process.stdout.write(`  API document  ${main.url}/docs  (${main.url}/openapi.json)\n`);
  if (admin !== null) process.stdout.write(`  admin calls   ${admin.url}/docs\n`);
  const servers = admin === null ? [main.server] : [main.server, admin.server];
  return { servers, gate, close: store.close };
}

/** On by default only where nobody else can reach it and it is nobody's real gate yet. */
async function openDemo(config: Config, ports: Ports, key: string): Promise<DemoSite | null> {
  const others = (await ports.sites.all()).some(it => it.name !== DEMO_SITE);
  const on = config.demo ?? (isLoopbackHost(config.host) && !config.production && !others);
  if (!on) return null;
  const site = await demoSite(ports);
  const reference = ports.keys.reference('api-key', key);
  return { siteId: site.id, backendKeys: new Map([[reference, { siteId: site.id, scopes: ['screen', 'outcome'] }]]) };
}

async function listen(
  gate: Gate,
  listener: Listener,
  port: number,
  demoAt: (url: string) => ReturnType<typeof demoRouter> | null,
): Promise<{ server: Server; url: string }> {
  const server = createServer({
    maxHeaderSize: LIMITS.headerBytesMax,
    headersTimeout: LIMITS.headersMsMax,
    requestTimeout: LIMITS.requestMsMax,
    keepAliveTimeout: LIMITS.keepAliveMs,
  });
  server.on('clientError', answerBrokenRequest(gate.metrics));
  server.maxConnections = LIMITS.connectionsMax;
  const { host } = gate.config;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const at = (name: string): string => {
    const { port: taken } = server.address() as AddressInfo;
    return `http://${name.includes(':') ? `[${name}]` : name}:${taken}`;
  };
  // The demo's backend calls over loopback, also where the gate listens on every address.
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  server.on('request', createApp(gate, { listener, version, demo: demoAt(at(everywhere[host] ?? host)) }));
  return { server, url: at(host) };
}

/** Expired reports, nonces and keys go in small steps, so that no screening waits for them. */
function sweepRegularly({ ports, metrics, log }: Gate): NodeJS.Timeout {
  const sweep = async (): Promise<void> => {
    try {
      let gone = 0;
      do {
        gone = await ports.state.sweep(ports.clock.now());
        metrics.swept.inc(gone);
      } while (gone >= LIMITS.sweepRowsMax);
    } catch (error) {
      log.error({ err: error }, 'expired rows could not be deleted');
    }
  };
  return setInterval(sweep, LIMITS.sweepEveryMs).unref();
}

/** What is in work is answered; then everything is closed. A second signal, or the limit, ends it at once. */
function closeOnSignal({ servers, gate, close }: Started, sweeping: NodeJS.Timeout): void {
  let closing = false;
  const shutDown = async (): Promise<void> => {
    if (closing) process.exit(1);
    closing = true;
    clearInterval(sweeping);
    setTimeout(() => process.exit(1), LIMITS.drainMsMax).unref();
    const closed = servers.map(server => new Promise<void>(resolve => server.close(() => resolve())));
    // Again and again: callers keep their connections for minutes after the last answer on them.
    setInterval(() => {
      for (const server of servers) server.closeIdleConnections();
    }, LIMITS.drainEveryMs).unref();
    await Promise.all(closed);
    close();
    gate.log.flush(() => process.exit(0));
  };
  process.on('SIGTERM', shutDown);
  process.on('SIGINT', shutDown);
}

const read = readConfig(process.env);
if ('problems' in read) startFailed(read.problems);
else {
  try {
    const started = await start(read.config);
    closeOnSignal(started, sweepRegularly(started.gate));
  } catch (error) {
    startFailed([explainStartFailure(error, read.config)]);
  }
}
