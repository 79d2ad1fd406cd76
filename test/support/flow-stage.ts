import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { geoLite } from '../../server/adapters/geo-lite.ts';
import { access } from '../../server/core/domains/access.ts';
import { collect } from '../../server/flows/collect.ts';
import { addSite } from '../../server/flows/manage-sites.ts';
import { type ScreenOptions, screen } from '../../server/flows/screen.ts';
import { writeNonce } from '../../server/flows/seals.ts';
import { openStore } from '../../server/open-store.ts';
import type { Ports } from '../../server/ports/ports.ts';
import type { Site } from '../../server/ports/sites.ts';
import { readPolicy } from '../../server/read-policy.ts';
import type { SignalReadings, StreamReadings } from '../../shared/wire/report.ts';
import { type ScreeningAnswer, type ScreeningQuestion, screeningRequestSchema } from '../../shared/wire/screening.ts';
import { PEOPLE, type Person } from './people.ts';

export const ORIGIN = 'https://bank.example';
/** An address in Japan, as GeoLite knows it. */
export const IP_IN_JAPAN = '133.11.0.1';

export type Visit = {
  readonly person?: Person;
  readonly signals?: SignalReadings;
  readonly origin?: string | null;
  readonly session?: string;
  /** User-Agent header of the report's request. */
  readonly userAgent?: string;
  readonly site?: Site;
};

export type AskOptions = {
  readonly person?: Person;
  /** The form's summary; null: none was sent. */
  readonly hands?: StreamReadings | null;
  readonly site?: Site;
  readonly idempotency?: ScreenOptions['idempotency'];
};

export type FlowStage = {
  readonly ports: Ports;
  readonly site: Site;
  /** Moves the clock on. */
  readonly pass: (ms: number) => void;
  /** Opens the page: nonce, report, token. */
  readonly visit: (visit?: Visit) => Promise<string>;
  readonly ask: (question: Partial<ScreeningQuestion>, options?: AskOptions) => Promise<ScreeningAnswer>;
  readonly close: () => void;
};

/** The flows over the embedded store in a new folder, with a clock that moves only when told to; no HTTP. */
export async function openFlowStage(): Promise<FlowStage> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-flow-'));
  const opened = openStore({ dataFolder: folder, secrets: null });
  let now = Date.UTC(2026, 10, 21, 9);
  const ports: Ports = { ...opened, geo: geoLite, clock: { now: () => now, monotonic: () => performance.now() } };
  const added = await addSite(ports, 'bank', [ORIGIN]);
  await ports.sites.change(added.id, { mode: 'enforce' });
  const site = (await ports.sites.byId(added.id)) ?? added;
  return {
    ports,
    site,
    pass: ms => {
      now += ms;
    },
    visit: (visit = {}) => openPage(ports, { site, ...visit }),
    ask: (question, options = {}) => askGate(ports, question, { site, ...options }),
    close: () => {
      opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openPage(ports: Ports, visit: Visit & { readonly site: Site }): Promise<string> {
  const { site, person = PEOPLE.chromiumOnLinux, signals = {}, origin = ORIGIN, session, userAgent } = visit;
  const nonce = writeNonce(ports.keys, site.id, ports.clock.now(), ports.random.hex(16));
  const report = { v: 1, nonce, session, signals: { ...person.signals, ...signals }, streams: {} } as const;
  const seen = { userAgent: userAgent ?? person.userAgent, address: IP_IN_JAPAN, carrierCookie: null };
  return (await collect(ports, site, report, { origin, ...seen })).token;
}

const POLICY = readPolicy('access');

function askGate(
  ports: Ports,
  question: Partial<ScreeningQuestion>,
  options: AskOptions & { readonly site: Site },
): Promise<ScreeningAnswer> {
  const { site, person = PEOPLE.chromiumOnLinux, hands = person.hands, idempotency = null } = options;
  const { token } = question;
  const asked = {
    domain: 'access',
    action: 'login',
    phase: 'succeeded',
    origin: ORIGIN,
    account: { id: 'hanako@example.com' },
    client: { ip: IP_IN_JAPAN, userAgent: person.userAgent },
    ...question,
    token: token && hands !== null && !token.includes('~') ? `${token}~${summary(hands)}` : token,
  };
  const timed = <T>(_: string, run: () => T): T => run();
  const rest = { policy: POLICY, domain: access, dataVersions: {}, idempotency, timed };
  return screen(ports, site, screeningRequestSchema.parse(asked), rest);
}

const summary = (streams: StreamReadings): string =>
  Buffer.from(JSON.stringify({ v: 1, streams })).toString('base64url');

/** The form field of a page whose collect call was blocked. */
export const unattested = (person: Person, signals: SignalReadings = {}): string =>
  `~${Buffer.from(JSON.stringify({ v: 1, signals: { ...person.signals, ...signals }, streams: person.hands })).toString('base64url')}`;

/** Codes of the reasons for analysts. */
export const codesOf = (answer: ScreeningAnswer): string[] =>
  answer.reasons.filter(it => it.audience === 'analyst').map(it => it.code);
