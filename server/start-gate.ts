import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Logger } from 'pino';
import { demoRouter } from '../demo/router.ts';
import { createSekisho } from '../sdk/node/index.ts';
import { LIST_EFFECTS } from '../shared/wire/lists.ts';
import { knownLists, type PolledLists } from './adapters/known-lists.ts';
import { knownSites, type PolledSites } from './adapters/known-sites.ts';
import { readAgentFiles } from './agent-files.ts';
import { createApp } from './app.ts';
import { calibrateRegularly } from './calibrate-regularly.ts';
import { type Config, isLoopbackHost } from './config.ts';
import { access } from './core/domains/access.ts';
import type { Domain } from './core/domains/domain.ts';
import { drain } from './drain.ts';
import { exchangeCampaigns } from './exchange-campaigns.ts';
import { exchangeHabits } from './exchange-habits.ts';
import { DEMO_PUBLIC_KEY, DEMO_SITE, demoSite, newApiKey } from './flows/manage-sites.ts';
import type { AgentFiles, DemoSite, Gate } from './gate.ts';
import { type Listening, listen } from './listen.ts';
import { loadDetectors } from './load-detectors.ts';
import { flushLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { openStore, type Store } from './open-store.ts';
import { readPolicy } from './read-policy.ts';
import { createReadiness } from './readiness.ts';
import { recentAsks } from './recent-asks.ts';
import { shownSignals } from './shown-signals.ts';
import { followNetworks, watchAddressesOf } from './watch-networks.ts';
import { watchStore } from './watch-store.ts';
import type { Addresses } from './worker-messages.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
const DIST = `${import.meta.dirname}/../dist`;
/**
 * By how much the heap may grow from one major collection to the next. V8 lets it grow by a third, where little of it lasts: at half of
 * the maximum load that is a collection every four seconds, beside whose marking one screening in a hundred waits 20 to 40 ms.
 */
const HEAP_GROWTH = '--heap-growing-percent=200';

/** What is the same for all processes of this machine, where there are several. */
export type Given = {
  readonly log: Logger;
  /** The key of the demo's own backend; null: made here. */
  readonly demoKey: string | null;
  /** Whether the demo is on; null: found out here. */
  readonly demo: boolean | null;
  /** What all processes counted; null: this one is alone. */
  readonly sumOfMetrics: (() => Promise<string>) | null;
};

export type StartedGate = {
  readonly gate: Gate;
  readonly addresses: Addresses;
  /** Takes nothing new, answers what is in work, puts away what waits, closes the stores. */
  readonly end: () => Promise<void>;
};

/** A gate that listens. Rejects where a store cannot be opened, or a port. */
export async function startGate(config: Config, given: Given): Promise<StartedGate> {
  setFlagsFromString(HEAP_GROWTH);
  const { log } = given;
  const metrics = createMetrics();
  const domain = await accessDomain(config, metrics, log);
  const store = await openStore(config, watchStore(metrics, log));
  try {
    const demoKey = given.demoKey ?? newApiKey(store);
    const demo = (await isDemoOn(config, store, given.demo)) ? await openDemo(store, demoKey) : null;
    // Only now: what it knows first has the demo's site.
    const sites = await followSites(store, log);
    const lists = await followLists(store, log);
    const counting = [store.calibrationCounts, domain.detectors, store.clock] as const;
    const calibrating = await calibrateRegularly(counting, metrics, log);
    const exchanging = await exchangeHabits(store.habitCounts, store.clock, log);
    const velocity = await exchangeCampaigns(store, exchanging.habits, log);
    showWaits(metrics, store, sites, lists);
    const ports = { ...store, networks: followNetworks(config, store, metrics, log) };
    const gate: Gate = {
      config,
      ports,
      sites,
      calibrations: calibrating.calibrations,
      habits: exchanging.habits,
      lists,
      readiness: createReadiness(ports, ports.clock, log),
      policy: readPolicy('access'),
      domain,
      siteVelocity: velocity.siteVelocity,
      addressWatch: watchAddressesOf(store, metrics, log),
      dataVersions: { sekisho: version },
      metrics,
      sumOfMetrics: given.sumOfMetrics ?? metrics.text,
      log,
      recentAsks: recentAsks(),
      agent: agentFiles(config, log),
      demo,
    };
    const listeners = await openListeners(gate, demoKey);
    store.work();
    ports.networks.say();
    log.info({ store: store.place }, 'the store is open');
    const [main, admin] = listeners;
    return {
      gate,
      addresses: { url: main.url, adminUrl: admin?.url ?? null, demo: demo !== null },
      end: async () => {
        const servers = listeners.map(it => it.server);
        await drain(servers, gate.readiness);
        for (const it of [sites, lists, ports.networks]) it.stop();
        await Promise.all([calibrating.stop(), exchanging.stop(), velocity.stop()]);
        await store.close();
        await flushLog(log);
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

const agentFiles = ({ dataFolder }: Config, log: Logger): AgentFiles =>
  readAgentFiles(DIST, join(dataFolder, 'agents'), error =>
    log.warn({ err: error }, 'scripts of earlier agents cannot be kept: pages that pin one lose it'),
  );

const followSites = ({ sites, clock }: Store, log: Logger): Promise<PolledSites> =>
  knownSites(sites, clock, {
    onAway: error => log.error({ err: error }, 'the sites cannot be read: those known last go on'),
    onBack: () => log.info('the sites can be read again'),
  });

const followLists = ({ lists, clock }: Store, log: Logger): Promise<PolledLists> =>
  knownLists(lists, clock, {
    onAway: error => log.error({ err: error }, 'the lists cannot be read: those known last go on'),
    onBack: () => log.info('the lists can be read again'),
  });

/** With the operator's own detectors. */
async function accessDomain(config: Config, { privateDetectorsOff }: Metrics, log: Logger): Promise<Domain> {
  const { detectors, words } = await loadDetectors(config.detectorsFolder, (code, err) => {
    privateDetectorsOff.set({ code }, 1);
    log.error({ err, code }, 'a detector of the folder SEKISHO_DETECTORS failed, and is off until the next start');
  });
  return { ...access, detectors: [...access.detectors, ...detectors], words: { ...access.words, ...words } };
}

function showWaits(metrics: Metrics, { spool }: Store, sites: PolledSites, lists: PolledLists): void {
  const { onRead, knownSitesAge, knownListsAge, knownListEntries, spoolWaiting } = metrics;
  onRead(() => knownSitesAge.set(sites.ageMs() / 1000));
  onRead(() => knownListsAge.set(lists.ageMs() / 1000));
  onRead(() => {
    for (const effect of LIST_EFFECTS) knownListEntries.set({ effect }, lists.count(effect));
  });
  onRead(() => spoolWaiting.set(spool.waiting()));
}

async function openListeners(gate: Gate, demoKey: string): Promise<readonly [Listening, ...Listening[]]> {
  const { config, metrics } = gate;
  const { host, port, adminPort } = config;
  const main = await listen({ host, port }, metrics, url => {
    const sekisho = createSekisho({ url, key: demoKey });
    const pages = { agentPath: '/agent.js', modulePath: '/agent.esm.js', signals: shownSignals() };
    const demo = gate.demo && demoRouter({ sekisho, siteKey: DEMO_PUBLIC_KEY, ...pages });
    return createApp(gate, { listener: 'main', version, demo });
  });
  if (adminPort === null) return [main];
  const admin = () => createApp(gate, { listener: 'admin', version, demo: null });
  return [main, await listen({ host, port: adminPort }, metrics, admin)];
}

/** By default only where nobody else can reach it and it is nobody's real gate yet. */
async function isDemoOn(config: Config, { sites }: Store, decided: boolean | null): Promise<boolean> {
  const said = decided ?? config.demo;
  if (said !== null) return said;
  if (!isLoopbackHost(config.host) || config.production) return false;
  return (await sites.all()).every(it => it.name === DEMO_SITE);
}

async function openDemo(store: Store, key: string): Promise<DemoSite> {
  const site = await demoSite(store);
  const reference = store.keys.reference('api-key', key);
  return { siteId: site.id, backendKeys: new Map([[reference, { siteId: site.id, scopes: ['screen', 'outcome'] }]]) };
}
