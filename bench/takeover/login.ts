import type { AddressFacts } from '../../server/core/networks/address-facts.ts';
import type { Asked } from '../../server/flows/screening-question.ts';
import type { Site } from '../../server/ports/sites.ts';
import type { StoredReport } from '../../server/ports/state.ts';
import type { Phase } from '../../shared/wire/judgement.ts';
import type { Person } from '../../test/support/people.ts';
import type { Draws } from '../device/seeded-draws.ts';

/** An address of the simulated world, and what the gate's data would say of it. */
export type Place = { readonly ip: string; readonly network: string; readonly facts: Omit<AddressFacts, 'dataAt'> };

/** One login as it reaches the gate. */
export type Login = {
  /** Of the simulation's own count: no two alike. */
  readonly serial: number;
  readonly at: number;
  readonly account: string;
  readonly phase: Phase;
  readonly browser: Person;
  readonly place: Place;
  readonly cookie: { readonly id: string; readonly returning: boolean };
  /** `after`: the visit that its holder goes on from. */
  readonly key: { readonly id: string; readonly after: string } | null;
  /** From the page's opening to the form's sending. */
  readonly pageMs: number;
};

const ORIGIN = 'https://bank.example';
const SITE: Site = {
  id: 'site_simulated',
  name: 'simulated',
  publicKey: 'pk_simulated',
  mode: 'enforce',
  enforceShare: 1,
  origins: [ORIGIN],
  agent: 'on',
  fingerprint: 'full',
  gpc: 'honour',
  workBits: 0,
  detectorsOff: [],
  failover: {},
};
const ID_CHARS = 20;

/** The spent visit that a browser's next one goes on from. */
export const visitOf = (serial: number): string => `v${serial.toString(36)}`;

/** Of whoever takes his time. */
export const USUAL_PAGE_MS = 25_000;
/** People take from six seconds to a minute and a half. */
export const pageMsOf = (draws: Draws): number => Math.floor(6000 * 2 ** (4 * draws.unit()));

/** As flows/screening-question would read it, had it come by HTTP; a genuine token, used for the first time. */
export function questionOf(login: Login): { readonly asked: Asked; readonly report: StoredReport } {
  const { serial, at, account, phase, browser, place, cookie, key, pageMs } = login;
  const reportId = visitOf(serial);
  const since = at - pageMs;
  const asked: Asked = {
    id: `scr_${at.toString(16).padStart(12, '0')}${serial.toString(16).padStart(ID_CHARS, '0')}`,
    site: SITE,
    request: {
      domain: 'access',
      action: 'login',
      phase,
      channel: 'web',
      origin: ORIGIN,
      account: { id: account },
      client: { ip: place.ip, userAgent: browser.userAgent },
    },
    now: at,
    ip: place.ip,
    refs: [account],
    addressRefs: [place.ip],
    addressRef: place.ip,
    networkRef: place.network,
    lineRef: null,
    address: { ...place.facts, dataAt: { places: at, asn: at } },
    sessionRef: '',
    accountSessionRef: '',
    payee: null,
    field: { kind: 'token', token: '', summary: browser.hands, work: null },
    token: { state: 'genuine', at: since, reportId, carrierId: cookie.id, keyId: key?.id ?? null, recallId: null },
    // Hands and images are other benches'.
    handRefs: [],
    idempotency: null,
    program: { verified: null, signature: 'none', once: null, contradicted: false },
  };
  const report: StoredReport = {
    id: reportId,
    siteId: SITE.id,
    createdAt: since,
    origin: ORIGIN,
    session: null,
    userAgent: browser.userAgent,
    address: place.ip,
    carrier: cookie,
    key: key === null ? { state: 'none' } : { state: 'verified', ...key, since },
    likeness: null,
    layout: 'right',
    work: null,
    signals: browser.signals,
    streams: {},
  };
  return { asked, report };
}
