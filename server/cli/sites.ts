import { resolve } from 'node:path';
import { ACTIONS, type Action, MODES, VERDICTS } from '../../shared/wire/judgement.ts';
import { FINGERPRINT_LEVELS } from '../../shared/wire/signal-row.ts';
import { calibrationOf, firstPeriod } from '../core/calibration.ts';
import { DETECTORS } from '../core/detectors/index.ts';
import { type Failover, failoverProblems } from '../core/failover.ts';
import { addSite, DEMO_SITE } from '../flows/manage-sites.ts';
import { LIMITS } from '../limits.ts';
import { loadDetectors } from '../load-detectors.ts';
import type { OpenSites } from '../open-store.ts';
import { GPC_CHOICES, type Site } from '../ports/sites.ts';
import { CannotOpen } from '../start-failure.ts';
import { readArguments, stop, withSites } from './open.ts';

const USAGE = `npm run sites                                          the sites of this gate
npm run sites -- add NAME --origin https://… [--origin …]
npm run sites -- origins NAME --origin https://… […]     replaces the list
npm run sites -- mode NAME observe|enforce [--share 0.1] a share of the accounts, the others are observed
npm run sites -- agent NAME on|off                       the kill switch: off, no token is expected
npm run sites -- fingerprint NAME full|light            light: no canvas, sound, fonts, content blockers
npm run sites -- gpc NAME honour|ignore                  honour: light where the browser says Sec-GPC
npm run sites -- work NAME on|off [BITS]                on: each visit computes a little, in a worker (base 7, of 4 to 12)
npm run sites -- detector NAME CODE [CODE …] on|off
npm run sites -- calibration NAME                        what owners' visits of 30 days showed of the detectors
npm run sites -- failover NAME ACTION OK|REVIEW|NG|policy  what is answered while the state is away`;

const { positionals, values } = readArguments(USAGE, {
  allowPositionals: true,
  options: { origin: { type: 'string', multiple: true }, share: { type: 'string' } },
});
const [command, name, ...rest] = positionals;

function origins(): readonly string[] {
  const given = (values.origin ?? []).map(String);
  if (given.length === 0) stop(`Name the site's origins: --origin https://www.example.com\n\n${USAGE}`);
  for (const origin of given) {
    const url = URL.parse(origin);
    if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== origin) {
      stop(`${origin} is not an origin: write scheme, host and port alone, such as https://www.example.com`);
    }
  }
  return given;
}

async function siteNamed(store: OpenSites): Promise<Site> {
  const site = name === undefined ? null : await store.sites.byName(name);
  return site ?? stop(`There is no site ${name ?? '(no name given)'}. npm run sites shows those there are.`);
}

function show(site: Site): void {
  const share = site.enforceShare === 1 ? '' : ` (${site.enforceShare * 100} % of accounts)`;
  console.log(`${site.name}  ${site.publicKey}  ${site.mode}${share}  agent ${site.agent}  ${site.origins.join(' ')}`);
  const gpc = site.gpc === 'ignore' ? ', Sec-GPC ignored' : '';
  if (site.fingerprint !== 'full' || gpc !== '') console.log(`  fingerprint ${site.fingerprint}${gpc}`);
  if (site.workBits !== 0) console.log(`  work on, base ${site.workBits}`);
  if (site.detectorsOff.length > 0) console.log(`  detectors off: ${site.detectorsOff.join(' ')}`);
  const failover = Object.entries(site.failover).map(([action, verdict]) => `${action} ${verdict}`);
  if (failover.length > 0) console.log(`  while the state is away: ${failover.join(', ')}`);
}

async function setMode(store: OpenSites): Promise<void> {
  const site = await siteNamed(store);
  const mode = MODES.find(it => it === rest[0]) ?? stop(`The mode is observe or enforce.\n\n${USAGE}`);
  const enforceShare = values.share === undefined ? 1 : Number(values.share);
  if (!(enforceShare > 0 && enforceShare <= 1)) stop('--share is above 0 and at most 1, such as 0.1');
  await store.sites.change(site.id, { mode, enforceShare });
}

async function privateDetectors(): Promise<readonly string[]> {
  const folder = process.env['SEKISHO_DETECTORS'];
  try {
    return Object.keys((await loadDetectors(folder ? resolve(folder) : null, () => {})).words);
  } catch (error) {
    return stop(error instanceof CannotOpen ? error.message : String(error));
  }
}

async function setDetector(store: OpenSites): Promise<void> {
  const site = await siteNamed(store);
  const state = rest.at(-1);
  const codes = rest.slice(0, -1);
  if (codes.length === 0 || (state !== 'on' && state !== 'off')) stop(`Say on or off.\n\n${USAGE}`);
  const own = await privateDetectors();
  const unknown = codes.find(code => !DETECTORS.some(it => it.code === code) && !own.includes(code));
  if (unknown !== undefined) {
    stop(`There is no detector ${unknown}: docs/reasons.md lists them; your own are in the folder SEKISHO_DETECTORS.`);
  }
  const others = site.detectorsOff.filter(it => !codes.includes(it));
  await store.sites.change(site.id, { detectorsOff: state === 'off' ? [...others, ...codes] : others });
}

/** Detectors that owners set off, and those that count where they were not measured; then what is still being counted. */
async function showCalibration(store: OpenSites): Promise<void> {
  const site = await siteNamed(store);
  const counts = await store.calibrationCounts.since(firstPeriod(store.clock.now()));
  const own = counts.filter(it => it.siteId === site.id);
  const { promoted, demoted } = calibrationOf(DETECTORS, own);
  for (const { code, engine, system, version, known, fired, oddKeys } of own) {
    const place = `${code} ${engine} ${system}`;
    const standing = demoted.has(`${place} ${version}`) ? 'demoted' : promoted.has(place) ? 'promoted' : 'as measured';
    console.log(`${place} ${version}  ${fired} of ${known} owners' visits, of ${oddKeys} keys  ${standing}`);
  }
  if (own.length === 0) console.log('No visit of a vouched key was counted yet: keys are vouched for in enforce mode.');
}

async function setAgent(store: OpenSites): Promise<void> {
  const site = await siteNamed(store);
  const [agent] = rest;
  if (agent !== 'on' && agent !== 'off') stop(`Say on or off.\n\n${USAGE}`);
  await store.sites.change(site.id, { agent });
}

async function setFingerprint(store: OpenSites): Promise<void> {
  const site = await siteNamed(store);
  const fingerprint = FINGERPRINT_LEVELS.find(it => it === rest[0]) ?? stop(`Say full or light.\n\n${USAGE}`);
  await store.sites.change(site.id, { fingerprint });
}

async function setGpc(store: OpenSites): Promise<void> {
  const site = await siteNamed(store);
  const gpc = GPC_CHOICES.find(it => it === rest[0]) ?? stop(`Say honour or ignore.\n\n${USAGE}`);
  await store.sites.change(site.id, { gpc });
}

async function setWork(store: OpenSites): Promise<void> {
  const site = await siteNamed(store);
  const [state, said] = rest;
  if (state !== 'on' && state !== 'off') stop(`Say on or off.\n\n${USAGE}`);
  const { workBitsBase, workBitsBaseMin, workBitsBaseMax } = LIMITS;
  const bits = said === undefined ? workBitsBase : Number(said);
  if (!Number.isInteger(bits) || bits < workBitsBaseMin || bits > workBitsBaseMax) {
    stop(`The base is a whole number from ${workBitsBaseMin} to ${workBitsBaseMax}; each one more doubles the work.`);
  }
  await store.sites.change(site.id, { workBits: state === 'off' ? 0 : bits });
}

async function setFailover(store: OpenSites): Promise<void> {
  const site = await siteNamed(store);
  const [asked, said] = rest;
  const action = ACTIONS.find(it => it === asked) ?? stop(`The actions are ${ACTIONS.join(', ')}.\n\n${USAGE}`);
  const { [action]: _, ...others } = site.failover;
  const failover = said === 'policy' ? others : { ...others, ...failoverOf(action, said) };
  const [problem] = failoverProblems(failover);
  if (problem !== undefined) stop(`${problem}.`);
  await store.sites.change(site.id, { failover });
}

function failoverOf(action: Action, said: string | undefined): Failover {
  const verdict = VERDICTS.find(it => it === said) ?? stop(`Say OK, REVIEW, NG or policy.\n\n${USAGE}`);
  return { [action]: verdict };
}

async function add(store: OpenSites): Promise<void> {
  if (name === undefined || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) {
    stop(`Name the site with lower-case letters, digits and dashes, 40 at most.\n\n${USAGE}`);
  }
  if (name === DEMO_SITE) stop('The name demo belongs to the demo bank: take another.');
  if ((await store.sites.byName(name)) !== null) stop(`There is a site ${name} already.`);
  await addSite(store, name, origins());
}

await withSites(command === 'add', async store => {
  if (command === undefined) return (await store.sites.all()).forEach(show);
  if (command === 'add') await add(store);
  else if (command === 'mode') await setMode(store);
  else if (command === 'agent') await setAgent(store);
  else if (command === 'fingerprint') await setFingerprint(store);
  else if (command === 'gpc') await setGpc(store);
  else if (command === 'work') await setWork(store);
  else if (command === 'detector') await setDetector(store);
  else if (command === 'calibration') return await showCalibration(store);
  else if (command === 'failover') await setFailover(store);
  else if (command === 'origins') await store.sites.change((await siteNamed(store)).id, { origins: origins() });
  else stop(USAGE);
  show(await siteNamed(store));
});
